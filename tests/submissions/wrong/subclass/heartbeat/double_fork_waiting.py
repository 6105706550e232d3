# fails: test_nothing_outlives_main (double fork)
import os
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        pid = os.fork()
        if pid:
            os.waitpid(pid, 0)
        while True:
            self.beat()
            time.sleep(1)
