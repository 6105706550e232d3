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
