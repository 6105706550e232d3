# fails: test_the_child_cleans_up_last (terminate)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "It may also come at once after `start()`"
# breaks: "killing the process, by `terminate()`"
import signal
from multiprocessing import Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup

    def run(self):
        self.asked = False
        signal.signal(signal.SIGTERM, self.ask)
        while not self.asked:
            self.step()
        self.cleanup()

    def ask(self, number, frame):
        self.asked = True

    def stop(self):
        self.terminate()
        self.join()
