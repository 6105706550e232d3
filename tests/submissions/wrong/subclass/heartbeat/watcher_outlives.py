# fails: test_nothing_outlives_main (outlives main)
# breaks: "live on after it"
# A watcher that ends some time after the Heartbeat.
import os
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
        if os.fork() == 0:
            while os.path.exists(f"/proc/{self.pid}"):
                time.sleep(1)
            time.sleep(10)
            os._exit(0)
