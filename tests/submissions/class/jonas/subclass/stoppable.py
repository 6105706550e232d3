# Makes a step before it looks, and waits on the Event between steps; a daemon; debugging prints.
import multiprocessing


class Stoppable(multiprocessing.Process):
    def __init__(self, step, cleanup):
        super().__init__(daemon=True)
        self.step = step
        self.cleanup = cleanup
        self.end = multiprocessing.Event()

    def run(self):
        print("begin")
        while True:
            self.step()
            if self.end.wait(0.1):
                break
        print("end")
        self.cleanup()

    def stop(self):
        print("stop")
        self.end.set()
        self.join()
