# fails: test_the_child_says_hello (another technique)
# also fails: test_pid_and_parent_are_right
import os
from multiprocessing import Process


def greet(who):
    print(f"hello {who} from {os.getpid()}, child of {os.getppid()}")


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        child = Process(target=greet, args=(self.who,))
        child.start()
        child.join()
