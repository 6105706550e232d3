# fails: test_it_beats_at_once_and_every_second (another technique)
# also fails: test_nothing_outlives_main
# breaks: "creating the process with anything but Process itself"
# breaks: "The beats happen in the child that `start()` makes"
# The grandchild dies with its parent: PR_SET_PDEATHSIG.
import ctypes
import os
import signal
import time
from multiprocessing import Process


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(daemon=True)
        self.beat = beat

    def run(self):
        pid = os.fork()
        if pid == 0:
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)
            while True:
                self.beat()
                time.sleep(1)
        os.waitpid(pid, 0)
