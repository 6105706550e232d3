# fails: test_main_is_not_held_up (joined at exit)
# breaks: "When the main process comes to its ordinary end"
# Takes half a second to say goodbye.
import os
import signal
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        signal.signal(signal.SIGTERM, self.leave)
        while True:
            self.beat()
            time.sleep(1)

    def leave(self, *_):
        time.sleep(0.5)
        os._exit(0)
