# fails: test_works_under_spawn (an attribute that cannot be pickled)
# breaks: "must work under fork, spawn and forkserver alike"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        def work():
            for i in range(n):
                tick(i)

        super().__init__(target=work, name=name)
