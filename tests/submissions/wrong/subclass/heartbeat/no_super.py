# fails: test_it_beats_at_once_and_every_second (no super().__init__)
# also fails: test_main_is_not_held_up
# also fails: test_nothing_outlives_main
# breaks: "A daemon process that calls `beat()` as soon as it runs"
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        self.beat = beat

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
