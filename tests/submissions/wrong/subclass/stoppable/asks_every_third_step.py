# fails: test_being_asked_reaches_the_child (steps go on)
# also fails: test_stop_returns_when_it_is_gone
# breaks: "After `stop()` has been called at most"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        while not self.end.is_set():
            for _ in range(3):
                self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
