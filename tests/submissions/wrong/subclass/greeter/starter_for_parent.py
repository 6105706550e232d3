# fails: test_pid_and_parent_are_right (the starter taken for the parent)
# breaks: "PID and PPID are the process's own PID"
import multiprocessing
import os


class Greeter(multiprocessing.get_context("forkserver").Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {multiprocessing.parent_process().pid}")
