# fails: test_the_child_ticks (run called)
# also fails: test_the_name_counts
# also fails: test_works_under_spawn
# breaks: "The ticks happen in the child that `start()` makes"
# breaks: "a `start()` of your own, even one"
import threading
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def join(self, timeout=None):
        self.thread.join()

    def run(self):
        for i in range(self.n):
            self.tick(i)
