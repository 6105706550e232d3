# fails: test_being_asked_reaches_the_child (the child failed)
# also fails: test_stop_returns_when_it_is_gone
# breaks: "Then the child calls `cleanup()`, once"
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
        raise SystemExit("stopped")

    def stop(self):
        self.end.set()
        self.join()
