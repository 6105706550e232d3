# fails: test_the_child_cleans_up_last (no cleanup)
# breaks: "It may also come at once after `start()`"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        stepped = False
        while not self.end.is_set():
            self.step()
            stepped = True
        if stepped:
            self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
