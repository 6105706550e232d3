# The forkserver context, its Process and its Event.
from multiprocessing import get_context

forkserver = get_context("forkserver")


class Stoppable(forkserver.Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup, self.running = step, cleanup, forkserver.Event()
        self.running.set()

    def run(self):
        while self.running.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.running.clear()
        self.join()
