# fails: test_the_value_comes_back (the return value of run)
# also fails: test_the_exception_is_raised
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# also fails: test_the_same_answer_again
# breaks: "The call is made once, in the child that `start()` makes"
# breaks: "A process that calls `func(*args)`, and whose"
from multiprocessing import Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args

    def run(self):
        return self.func(*self.args)

    def result(self):
        self.join()
        return self.run()
