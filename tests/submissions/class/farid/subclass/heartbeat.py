# A target in place of run(); keeps to the clock, so that beats do not drift; debugging prints.
import time
from multiprocessing import Process


def beat_on(beat):
    following = time.monotonic()
    while True:
        beat()
        print("beat", flush=True)
        following += 1
        time.sleep(max(0, following - time.monotonic()))


class Heartbeat(Process):
    def __init__(self, beat):
        super().__init__(target=beat_on, args=(beat,), daemon=True, name="heartbeat")
