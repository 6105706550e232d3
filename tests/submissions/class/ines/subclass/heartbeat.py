import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        self.daemon = True
        super().__init__()
        self.beat = beat

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
