# fails: test_works_under_spawn (an attribute that cannot be pickled)
# breaks: "must work under fork, spawn and forkserver alike"
import threading
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick
        self.lock = threading.Lock()

    def run(self):
        for i in range(self.n):
            with self.lock:
                self.tick(i)
