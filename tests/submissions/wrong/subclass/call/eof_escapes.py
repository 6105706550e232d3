# fails: test_a_dead_child_is_a_runtime_error (death not told)
# breaks: "If the child died without either, it raises RuntimeError"
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
        self.sender.close()
        if self.answer is None:
            self.answer = self.receiver.recv()
            self.join()
        good, what = self.answer
        if good:
            return what
        raise what
