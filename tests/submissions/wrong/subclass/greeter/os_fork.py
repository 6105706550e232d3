# fails: test_the_child_says_hello (start overridden)
# also fails: test_pid_and_parent_are_right
# breaks: "a `start()` of your own, even one"
# breaks: "creating the process with anything but Process itself"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def start(self):
        self.child = os.fork()
        if self.child == 0:
            print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}", flush=True)
            os._exit(0)

    @property
    def pid(self):
        return self.child

    def join(self, timeout=None):
        os.waitpid(self.child, 0)
