# The child blocks SIGUSR1, says that it is ready, and asks sigpending() between steps; stop() signals and joins.
import os
import signal
from multiprocessing import Event, Process

WORD = signal.SIGUSR1


class Stoppable(Process):
    """Asked to end by a signal that never interrupts a step."""

    def __init__(self, step, cleanup):
        super().__init__()
        self.todo = step, cleanup
        self.ready = Event()

    def run(self):
        signal.pthread_sigmask(signal.SIG_BLOCK, {WORD})
        self.ready.set()
        step, cleanup = self.todo
        while WORD not in signal.sigpending():
            step()
        cleanup()

    def stop(self):
        # an unblocked SIGUSR1 would kill: first the child must be ready for it
        while self.is_alive() and not self.ready.wait(0.5):
            pass
        if self.is_alive():
            os.kill(self.pid, WORD)
        self.join()
