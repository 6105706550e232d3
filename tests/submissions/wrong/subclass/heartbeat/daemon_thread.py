# fails: test_it_beats_at_once_and_every_second (beat in the main process)
# also fails: test_main_is_not_held_up
# also fails: test_nothing_outlives_main
# breaks: "The beats happen in the child that `start()` makes"
import threading
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def start(self):
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
