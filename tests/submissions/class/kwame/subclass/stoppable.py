# A shared Value, looked at after the step; stop joins only a living process.
from multiprocessing import Process, Value


class Stoppable(Process):
    def __init__(self, step, cleanup):
        self.asked = Value("b", False)
        self.functions = step, cleanup
        Process.__init__(self, name="stoppable")

    def run(self):
        step, cleanup = self.functions
        while True:
            if self.asked.value:
                break
            step()
        cleanup()

    def stop(self):
        self.asked.value = True
        while self.is_alive():
            self.join(1)
