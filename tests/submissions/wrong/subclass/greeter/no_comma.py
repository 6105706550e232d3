# fails: test_the_child_says_hello (never printed)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "A process that prints the line"
# print puts a space before the comma.
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print("hello", self.who, "from", os.getpid(), ", child of", os.getppid())
