# A subclass of the spawn context's Process: spawned whatever the program chooses.
from multiprocessing import get_context


class Ticker(get_context("spawn").Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        list(map(self.tick, range(self.n)))
