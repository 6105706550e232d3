# Sets the attribute daemon after super().__init__(); waits on an Event that nobody sets.
import multiprocessing


class Heartbeat(multiprocessing.Process):
    def __init__(self, beat):
        super().__init__()
        self.daemon = True
        self.beat = beat
        self.never = multiprocessing.Event()

    def run(self):
        self.beat()
        while not self.never.wait(1):
            self.beat()
