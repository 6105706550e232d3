# fails: test_stop_returns_when_it_is_gone (stop returns too late)
# breaks: "It returns then, and not later"
import time
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
        if self.is_alive():
            self.end.set()
            time.sleep(100)
        self.join()
