# fails: test_the_child_says_hello (never printed)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "A process that prints the line"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print("Hello", self.who, "from", os.getpid(), "child of", os.getppid())
