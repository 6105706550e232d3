# fails: test_the_exception_is_raised (exception lost)
# also fails: test_the_same_answer_again
# breaks: "If `func` raised an Exception, it raises"
import multiprocessing


class Call(multiprocessing.Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.queue = multiprocessing.SimpleQueue()
        self.answers = []

    def run(self):
        try:
            self.queue.put(self.func(*self.args))
        except Exception as error:
            self.queue.put(error)

    def result(self):
        if not self.answers:
            multiprocessing.connection.wait([self.queue._reader, self.sentinel])
            if self.queue.empty():
                self.join()
                raise RuntimeError(f"exit code {self.exitcode}")
            self.answers.append(self.queue.get())
            self.join()
        return self.answers[0]
