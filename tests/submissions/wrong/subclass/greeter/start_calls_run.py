# fails: test_the_child_says_hello (start overridden)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "a `start()` of your own, even one"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def start(self):
        self.run()
        super().start()

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
