# fails: test_the_child_says_hello (another technique)
# breaks: "creating the process with anything but Process itself"
# The right line, and one process too many.
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}", flush=True)
        if os.fork() == 0:
            os._exit(0)
        os.wait()
