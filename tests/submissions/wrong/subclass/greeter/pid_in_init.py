# fails: test_pid_and_parent_are_right (PID taken in __init__)
# breaks: "PID and PPID are the process's own PID"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.line = f"hello {who} from {os.getpid()}, child of {os.getppid()}"

    def run(self):
        print(self.line)
