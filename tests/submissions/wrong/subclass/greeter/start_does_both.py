# fails: test_the_child_says_hello (start overridden)
# also fails: test_pid_and_parent_are_right
# breaks: "a `start()` of your own, even one"
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def start(self):
        super().start()
        print(f"hello {self.who} from {self.pid}, child of {os.getpid()}")
