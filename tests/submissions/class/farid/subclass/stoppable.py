# A semaphore that the child tries to take; a target in place of run(); close() would make the second stop fail, so a flag.
from multiprocessing import Process, Semaphore


def work(step, cleanup, asked):
    while not asked.acquire(block=False):
        step()
    cleanup()


class Stoppable(Process):
    def __init__(self, step, cleanup):
        self.asked = Semaphore(0)
        self.stopped = False
        super().__init__(target=work, args=(step, cleanup, self.asked))

    def stop(self):
        if not self.stopped:
            self.stopped = True
            self.asked.release()
            self.join()
            self.close()
