# fails: test_a_dead_child_is_a_runtime_error (no exit code)
# breaks: "That is the exit code of Process"
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func, self.args = func, args
        self.receiver, self.sender = Pipe(duplex=False)
        self.answer = None

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
                self.answer = (
                    False,
                    RuntimeError(f"exit code {self.exitcode if self.exitcode >= 0 else 128 - self.exitcode}"),
                )
        good, what = self.answer
        if good:
            return what
        raise what
