# fails: test_the_exception_is_raised (another exception)
# also fails: test_the_same_answer_again
# breaks: "If `func` raised an Exception, it raises"
import multiprocessing


class Call(multiprocessing.Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.receiver, self.sender = multiprocessing.Pipe(duplex=False)
        self.answer = None

    def run(self):
        try:
            self.sender.send((True, self.func(*self.args)))
        except Exception as error:
            self.sender.send((False, str(error)))

    def result(self):
        if not self.answer:
            multiprocessing.connection.wait([self.receiver, self.sentinel])
            self.answer = self.receiver.recv() if self.receiver.poll() else None
            self.join()
        if not self.answer:
            raise RuntimeError(f"exit code {self.exitcode}")
        if not self.answer[0]:
            raise RuntimeError(self.answer[1])
        return self.answer[1]
