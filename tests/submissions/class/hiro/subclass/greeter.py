# A subclass of the forkserver context's Process.
import multiprocessing
import os

ForkServerProcess = multiprocessing.get_context("forkserver").Process


class Greeter(ForkServerProcess):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print("hello", self.who, f"from {os.getpid()},", "child of", os.getppid())
