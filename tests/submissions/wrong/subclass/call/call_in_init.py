# fails: test_the_value_comes_back (call in __init__)
# also fails: test_the_exception_is_raised
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# also fails: test_the_same_answer_again
# breaks: "The call is made once, in the child that `start()` makes"
from multiprocessing import Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.error = None
        try:
            self.value = func(*args)
        except Exception as error:
            self.error = error

    def run(self):
        pass

    def result(self):
        self.join()
        if self.error:
            raise self.error
        return self.value
