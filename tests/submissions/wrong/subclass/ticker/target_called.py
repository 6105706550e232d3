# fails: test_the_child_ticks (work done in __init__)
# also fails: test_the_name_counts
# also fails: test_works_under_spawn
# breaks: "Creating a Ticker calls no tick"
from multiprocessing import Process


def tick_all(n, tick):
    for i in range(n):
        tick(i)


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(target=tick_all(n, tick), name=name)
