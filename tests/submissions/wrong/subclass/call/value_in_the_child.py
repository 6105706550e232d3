# fails: test_the_value_comes_back (self.value set in the child)
# also fails: test_the_exception_is_raised
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# also fails: test_the_same_answer_again
# breaks: "A process that calls `func(*args)`, and whose"
# breaks: "It returns the value that `func` returned"
from multiprocessing import Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.value = None

    def run(self):
        self.value = self.func(*self.args)

    def result(self):
        self.join()
        return self.value
