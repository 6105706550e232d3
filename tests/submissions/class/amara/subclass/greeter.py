# Gives the constructor a target and its arguments; the inherited run() calls it.
import os
from multiprocessing import Process


def greet(who):
    print(f"hello {who} from {os.getpid()}, child of {os.getppid()}", flush=True)


class Greeter(Process):
    def __init__(self, who):
        super().__init__(target=greet, args=(who,))
