# fails: test_the_value_comes_back (no value)
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# breaks: "waits until this child has ended, and not longer"
import time
from multiprocessing import Pipe, Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.receiver, self.sender = Pipe(duplex=False)
        self.answer = None

    def run(self):
        try:
            answer = True, self.func(*self.args)
        except Exception as error:
            answer = False, error
        self.sender.send(answer)

    def result(self):
        time.sleep(60)
        if self.answer is None:
            if self.receiver.poll():
                self.answer = self.receiver.recv()
            else:
                self.answer = False, RuntimeError(f"exit code {self.exitcode}")
            self.join()
        good, what = self.answer
        if good:
            return what
        raise what
