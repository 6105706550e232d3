# fails: test_the_child_says_hello (start overridden)
# breaks: "a `start()` of your own, even one"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")

    def start(self):
        super().start()
