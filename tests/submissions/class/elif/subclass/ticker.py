# Holds something unpicklable, but leaves it behind when it is pickled; names its start method nowhere.
import threading
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.numbers = list(range(n))
        self.tick = tick
        self.lock = threading.Lock()

    def __getstate__(self):
        state = self.__dict__.copy()
        del state["lock"]
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.lock = threading.Lock()

    def run(self):
        with self.lock:
            for i in self.numbers:
                self.tick(i)
