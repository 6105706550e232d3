# fails: test_pid_and_parent_are_right (the two swapped)
# breaks: "PID and PPID are the process's own PID"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getppid()}, child of {os.getpid()}")
