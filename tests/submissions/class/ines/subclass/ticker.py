# Sets the name after super().__init__(), only if there is one.
import multiprocessing


class Ticker(multiprocessing.Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__()
        if name is not None:
            self.name = name
        self.n, self.callback = n, tick

    def run(self):
        i = 0
        while i < self.n:
            self.callback(i)
            i += 1
