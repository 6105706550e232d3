# fails: test_the_child_says_hello (run called)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "Creating a Greeter starts no process"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who
        self.run()

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
