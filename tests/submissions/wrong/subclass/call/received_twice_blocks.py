# fails: test_the_same_answer_again (asked twice, received twice)
# also fails: test_a_dead_child_is_a_runtime_error
# breaks: "Asked again, it gives the same answer"
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


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
        wait([self.receiver, self.sentinel])
        if not self.receiver.poll():
            self.join()
            if self.exitcode != 0:
                raise RuntimeError(f"exit code {self.exitcode}")
        good, what = self.receiver.recv()
        self.join()
        if good:
            return what
        raise what
