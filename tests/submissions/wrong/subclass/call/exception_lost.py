# fails: test_the_exception_is_raised (exception lost)
# also fails: test_the_same_answer_again
# breaks: "If `func` raised an Exception, it raises"
import multiprocessing


class Call(multiprocessing.Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.receiver, self.sender = multiprocessing.Pipe(duplex=False)
        self.answers = []

    def run(self):
        try:
            self.sender.send(self.func(*self.args))
        except Exception as error:
            self.sender.send(f"{type(error).__name__}: {error}")

    def result(self):
        if not self.answers:
            multiprocessing.connection.wait([self.receiver, self.sentinel])
            if not self.receiver.poll():
                self.join()
                raise RuntimeError(f"exit code {self.exitcode}")
            self.answers.append(self.receiver.recv())
            self.join()
        return self.answers[0]
