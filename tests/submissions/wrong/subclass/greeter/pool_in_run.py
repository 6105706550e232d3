# fails: test_the_child_says_hello (another technique)
# also fails: test_pid_and_parent_are_right
# breaks: "creating the process with anything but Process itself"
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing import Pool, Process


def greet(who):
    print(f"hello {who} from {os.getpid()}, child of {os.getppid()}", flush=True)


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        with Pool(1) as pool:
            pool.apply(greet, (self.who,))
