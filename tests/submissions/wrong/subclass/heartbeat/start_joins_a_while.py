# fails: test_it_beats_at_once_and_every_second (start waits)
# breaks: "The beats happen in the child that `start()` makes"
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        while True:
            self.beat()
            time.sleep(1)

    def start(self):
        super().start()
        self.join(1)
