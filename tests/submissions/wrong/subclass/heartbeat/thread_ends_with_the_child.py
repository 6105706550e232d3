# fails: test_it_beats_at_once_and_every_second (no beat any more)
# also fails: test_main_is_not_held_up
# also fails: test_nothing_outlives_main
# breaks: "A daemon process that calls `beat()` as soon as it runs"
import threading
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def go_on(self):
        while True:
            self.beat()
            time.sleep(1)

    def run(self):
        threading.Thread(target=self.go_on, daemon=True).start()
        time.sleep(0.5)
