# Takes the PID from the process object, which in the child is the child's own; attribute before super, daemon, a main guard.
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        self.whom = who
        super().__init__(name=f"greeter of {who}", daemon=True)

    def run(self):
        me, parent = self.pid, os.getppid()
        os.write(1, f"hello {self.whom} from {me}, child of {parent}\n".encode())


if __name__ == "__main__":
    greeter = Greeter("Ada")
    greeter.start()
    greeter.join()
