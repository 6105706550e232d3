# fails: test_the_child_says_hello (the child failed)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "A process that prints the line"
# breaks: "WHO is the text that the constructor was given"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()

    def run(self, who):
        print(f"hello {who} from {os.getpid()}, child of {os.getppid()}")
