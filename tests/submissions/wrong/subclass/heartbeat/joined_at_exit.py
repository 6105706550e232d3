# fails: test_main_is_not_held_up (joined at exit)
# also fails: test_nothing_outlives_main
# breaks: "When the main process comes to its ordinary end"
import atexit
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def start(self):
        super().start()
        atexit.register(self.join)

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
