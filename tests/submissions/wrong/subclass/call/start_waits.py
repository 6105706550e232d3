# fails: test_the_value_comes_back (start waits)
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# breaks: "The call is made once, in the child that `start()` makes"
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func, self.args = func, args
        self.receiver, self.sender = Pipe(duplex=False)
        self.answer = None

    def start(self):
        super().start()
        self.join(2)

    def run(self):
        try:
            answer = True, self.func(*self.args)
        except Exception as error:
            answer = False, error
        self.sender.send(answer)

    def result(self):
        if self.answer is None:
            wait([self.receiver, self.sentinel])
            if self.receiver.poll():
                self.answer = self.receiver.recv()
                self.join()
            else:
                self.join()
                self.answer = False, RuntimeError(f"exit code {self.exitcode}")
        good, what = self.answer
        if good:
            return what
        raise what
