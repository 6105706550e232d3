# fails: test_the_child_says_hello (threads in place of a process)
# also fails: test_pid_and_parent_are_right
# also fails: test_nothing_happens_before_start
# breaks: "Starting one with `start()` makes a child process"
# breaks: "creating the process with anything but Process itself"
import os
import threading
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def join(self, timeout=None):
        self.thread.join()

    def run(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")
