# fails: test_main_is_not_held_up (joined at exit)
# also fails: test_nothing_outlives_main
# breaks: "When the main process comes to its ordinary end"
import signal
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            self.beat()
            time.sleep(1)
