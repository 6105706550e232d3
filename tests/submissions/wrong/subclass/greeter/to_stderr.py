# fails: test_the_child_says_hello (never printed)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "Starting one with `start()` makes a child process"
import os
import sys
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}", file=sys.stderr)
