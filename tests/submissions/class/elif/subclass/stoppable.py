# The spawn context, its Process and its Event.
from multiprocessing import get_context

spawn = get_context("spawn")


class Stoppable(spawn.Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup, self.running = step, cleanup, spawn.Event()
        self.running.set()

    def run(self):
        while self.running.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.running.clear()
        self.join()
