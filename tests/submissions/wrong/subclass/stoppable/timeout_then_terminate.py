# fails: test_the_child_cleans_up_last (terminate)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "killing the process, by `terminate()`"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join(20)
        self.terminate()
        self.join()
