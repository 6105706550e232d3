# fails: test_nothing_happens_before_start (run called)
# also fails: test_the_child_says_hello
# also fails: test_pid_and_parent_are_right
# breaks: "Creating a Greeter starts no process"
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
