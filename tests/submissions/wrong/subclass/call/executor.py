# fails: test_the_value_comes_back (another technique)
# also fails: test_the_exception_is_raised
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# also fails: test_the_same_answer_again
# breaks: "creating the process with anything but Process itself"
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args

    def start(self):
        self.executor = ProcessPoolExecutor(1)
        self.future = self.executor.submit(self.func, *self.args)

    @property
    def pid(self):
        return next(iter(self.executor._processes))

    def result(self):
        try:
            return self.future.result()
        except BrokenProcessPool:
            raise RuntimeError("exit code unknown")
        finally:
            self.executor.shutdown()
