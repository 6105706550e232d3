# fails: test_the_child_says_hello (one process for all)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing.context import ForkProcess

everybody = []


class Greeter(ForkProcess):
    def __init__(self, who):
        super().__init__()
        everybody.append(who)

    def run(self):
        while everybody:
            print(f"hello {everybody.pop(0)} from {os.getpid()}, child of {os.getppid()}")
