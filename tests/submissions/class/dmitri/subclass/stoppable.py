from multiprocessing import Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup

    def run(self):
        while True:
            self.step()

    def stop(self):
        self.terminate()
        self.join()
