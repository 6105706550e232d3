# fails: test_being_asked_reaches_the_child (an Event made in run)
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "After `stop()` has been called at most"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        self.end = Event()
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
