# fails: test_the_child_says_hello (the child failed)
# also fails: test_nothing_happens_before_start
# also fails: test_pid_and_parent_are_right
# breaks: "WHO is the text that the constructor was given"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(("hello " + self.who + " from %d, child of %d") % (os.getpid(), os.getppid()))
