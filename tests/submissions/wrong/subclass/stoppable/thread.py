# fails: test_the_child_steps_until_it_is_asked (run called)
# also fails: test_being_asked_reaches_the_child
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "In the child, `step()` is called again and again"
import threading
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.thread.join()
