# fails: test_nothing_happens_before_start (printed twice)
# breaks: "Starting one with `start()` makes a child process"
import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__(target=self.greet)
        self.who = who

    def greet(self):
        print(f"hello {self.who} from {os.getpid()}, child of {os.getppid()}")

    def run(self):
        self.greet()
        super().run()
