# fails: test_it_beats_at_once_and_every_second (not every second)
# breaks: "A daemon process that calls `beat()` as soon as it runs"
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        while True:
            self.beat()
            time.sleep(1.1)
