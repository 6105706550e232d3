# Becomes a daemon in start(), before the child is born.
import itertools
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__()
        self._beat = beat

    def start(self):
        self.daemon = True
        super().start()

    def run(self):
        for number in itertools.count():
            if number:
                time.sleep(1)
            self._beat()
