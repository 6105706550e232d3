# fails: test_pid_and_parent_are_right (the starter taken for the parent)
# breaks: "PID and PPID are the process's own PID"
import os
import multiprocessing
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        parent = multiprocessing.parent_process().pid
        print(f"hello {self.who} from {os.getpid()}, child of {parent}")
