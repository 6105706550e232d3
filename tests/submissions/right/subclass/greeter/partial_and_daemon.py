# A daemon; the line is put together by str.join, and the base class comes from multiprocessing.process.
import os
from multiprocessing.context import Process


class Greeter(Process):
    daemon_by_default = True

    def __init__(self, who):
        Process.__init__(self, daemon=self.daemon_by_default)
        self._greeting = "hello " + who

    def run(self):
        me, parent = map(str, (os.getpid(), os.getppid()))
        print(", child of ".join([" from ".join([self._greeting, me]), parent]))
