# fails: test_the_child_says_hello (another technique)
# also fails: test_pid_and_parent_are_right
# breaks: "Starting one with `start()` makes a child process"
# breaks: "creating the process with anything but Process itself"
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
