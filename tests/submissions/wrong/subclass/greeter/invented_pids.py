# fails: test_pid_and_parent_are_right (wrong pid)
# breaks: "PID and PPID are the process's own PID"
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, who):
        super().__init__()
        self.who = who

    def run(self):
        print(f"hello {self.who} from 4243, child of 4242")
