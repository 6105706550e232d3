# Names the base class instead of super(), keeps the name private, and passes text through sys.stdout.
import multiprocessing
import os
import sys


class Greeter(multiprocessing.Process):
    def __init__(self, who):
        multiprocessing.Process.__init__(self)
        self._who = who

    def run(self):
        sys.stdout.write("hello {} from {}, child of {}\n".format(self._who, os.getpid(), os.getppid()))
        sys.stdout.flush()
