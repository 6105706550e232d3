# fails: test_the_child_says_hello (another technique)
# also fails: test_pid_and_parent_are_right
# breaks: "creating the process with anything but Process itself"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        if os.fork() == 0:
            print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}", flush=True)
            os._exit(0)
        os.wait()
