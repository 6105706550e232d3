# fails: test_main_is_not_held_up (daemon set after start)
# also fails: test_it_beats_at_once_and_every_second
# also fails: test_nothing_outlives_main
# breaks: "When the main process comes to its ordinary end"
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__()
        self.beat = beat

    def start(self):
        super().start()
        self.daemon = True

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
