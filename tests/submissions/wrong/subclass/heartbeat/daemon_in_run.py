# fails: test_main_is_not_held_up (daemon set after start)
# also fails: test_nothing_outlives_main
# breaks: "When the main process comes to its ordinary end"
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__()
        self.beat = beat

    def run(self):
        self.daemon = True
        while True:
            self.beat()
            time.sleep(1)
