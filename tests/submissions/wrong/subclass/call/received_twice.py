# fails: test_the_same_answer_again (asked twice, received twice)
# also fails: test_a_dead_child_is_a_runtime_error
# breaks: "Asked again, it gives the same answer"
from multiprocessing import Pipe
from multiprocessing.context import ForkProcess


class Call(ForkProcess):
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
        self.sender.close()
        try:
            good, what = self.receiver.recv()
        except EOFError:
            self.join()
            raise RuntimeError(f"exit code {self.exitcode}")
        self.join()
        if good:
            return what
        raise what
