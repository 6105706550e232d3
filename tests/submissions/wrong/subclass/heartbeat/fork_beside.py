# fails: test_nothing_outlives_main (another technique)
# breaks: "creating the process with anything but Process itself"
import os
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        if os.fork() == 0:
            os._exit(0)
        os.wait()
        while True:
            self.beat()
            time.sleep(1)
