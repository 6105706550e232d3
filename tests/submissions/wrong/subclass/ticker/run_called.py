# fails: test_the_child_ticks (run called)
# also fails: test_works_under_spawn
# breaks: "The ticks happen in the child that `start()` makes"
# breaks: "a `start()` of your own, even one"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def start(self):
        super().start()
        self.run()

    def run(self):
        for i in range(self.n):
            self.tick(i)
