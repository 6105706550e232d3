# fails: test_nothing_happens_before_start (started in __init__)
# also fails: test_the_child_says_hello
# breaks: "Creating a Greeter starts no process"
# A process at the creation, for nothing.
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who
        warm_up = Process(target=print)
        warm_up.start()
        warm_up.join()

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
