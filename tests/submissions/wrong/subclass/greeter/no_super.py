# fails: test_the_child_says_hello (no super().__init__)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
