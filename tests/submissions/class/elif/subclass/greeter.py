# Left-over debugging prints in both processes.
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        print("in __init__:", who)
        self.who = who

    def run(self):
        print("in run:", os.getpid())
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
        print("leaving run")
