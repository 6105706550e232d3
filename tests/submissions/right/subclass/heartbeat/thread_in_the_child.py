# The child's main thread sleeps for ever; a thread of the child beats.
import threading
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def go_on(self):
        while True:
            self.beat()
            time.sleep(1)

    def run(self):
        threading.Thread(target=self.go_on, daemon=True).start()
        threading.Event().wait()
