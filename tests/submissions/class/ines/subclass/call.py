from multiprocessing import Process, SimpleQueue
from multiprocessing.connection import wait

answers = SimpleQueue()


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.answer = None

    def run(self):
        try:
            answer = True, self.func(*self.args)
        except Exception as error:
            answer = False, error
        answers.put(answer)

    def result(self):
        if self.answer is None:
            wait([answers._reader, self.sentinel])
            if answers.empty():
                self.join()
                self.answer = False, RuntimeError(f"exit code {self.exitcode}")
            else:
                self.answer = answers.get()
                self.join()
        good, what = self.answer
        if good:
            return what
        raise what
