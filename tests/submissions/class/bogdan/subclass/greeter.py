# A subclass of the spawn context's Process.
import multiprocessing
import os

SpawnProcess = multiprocessing.get_context("spawn").Process


class Greeter(SpawnProcess):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print("hello", self.who, f"from {os.getpid()},", "child of", os.getppid())
