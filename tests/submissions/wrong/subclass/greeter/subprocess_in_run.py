# fails: test_the_child_says_hello (another technique)
# also fails: test_pid_and_parent_are_right
# breaks: "creating the process with anything but Process itself"
import subprocess
import sys
from multiprocessing import Process

PROGRAM = "import os, sys; print(f'hello {sys.argv[1]} from {os.getpid()}, child of {os.getppid()}')"


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        subprocess.run([sys.executable, "-c", PROGRAM, self.who])
