from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        self.name = name
        self.n = n
        self.tick = tick
        super().__init__()

    def run(self):
        for i in range(self.n):
            self.tick(i)
