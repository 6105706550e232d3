# fails: test_the_child_says_hello (never printed)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "WHO is the text that the constructor was given"
# The last Greeter's WHO is everybody's.
import os
from multiprocessing.context import ForkProcess


class Greeter(ForkProcess):
    def __init__(self, who):
        super().__init__()
        Greeter.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
