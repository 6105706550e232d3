# A pipe: the child polls it between steps, a closed end is a request, too.
from multiprocessing import Pipe, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.child_end, self.parent_end = Pipe(duplex=False)

    def run(self):
        try:
            while not self.child_end.poll():
                self.step()
        finally:
            self.cleanup()

    def stop(self):
        if self.exitcode is None:
            self.parent_end.send("stop")
        self.join()
