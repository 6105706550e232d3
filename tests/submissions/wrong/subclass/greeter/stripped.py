# fails: test_the_child_says_hello (never printed)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "WHO is the text that the constructor was given"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who.strip()

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
