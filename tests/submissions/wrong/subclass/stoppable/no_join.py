# fails: test_stop_returns_when_it_is_gone (stop does not wait)
# breaks: "`stop()` asks the child to end, waits"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
