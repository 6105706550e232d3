# fails: test_it_beats_at_once_and_every_second (another technique)
# also fails: test_nothing_outlives_main
# breaks: "live on after it"
# breaks: "creating the process with anything but Process itself"
import os
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        if os.fork():
            os._exit(0)
        while True:
            self.beat()
            time.sleep(1)
