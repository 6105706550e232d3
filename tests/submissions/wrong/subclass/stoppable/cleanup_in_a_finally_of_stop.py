# fails: test_the_child_cleans_up_last (cleanup in the parent)
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

    def stop(self):
        self.end.set()
        self.join()
        self.cleanup()
