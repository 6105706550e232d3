from multiprocessing import Process, SimpleQueue
from multiprocessing.connection import wait

values = SimpleQueue()


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.answer = None
        self.values = values
        self.errors = SimpleQueue()

    def run(self):
        try:
            self.values.put(self.func(*self.args))
        except Exception as error:
            self.errors.put(error)

    def result(self):
        if self.answer is None:
            wait([self.values._reader, self.errors._reader, self.sentinel])
            if not self.errors.empty():
                self.answer = False, self.errors.get()
            elif not self.values.empty():
                self.answer = True, self.values.get()
            self.join()
            if self.answer is None:
                self.answer = False, RuntimeError(f"exit code {self.exitcode}")
        good, what = self.answer
        if good:
            return what
        raise what
