# The spawn context.
import time
from multiprocessing import get_context


class Heartbeat(get_context("spawn").Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        while True:
            self.beat()
            time.sleep(1)
