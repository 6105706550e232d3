# fails: test_the_child_cleans_up_last (no cleanup)
# breaks: "Then the child calls `cleanup()`, once"
# breaks: "A process that works step by step"
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
