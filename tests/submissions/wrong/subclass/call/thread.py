# fails: test_the_value_comes_back (the return value of run)
# also fails: test_the_exception_is_raised
# also fails: test_a_dead_child_is_a_runtime_error
# also fails: test_a_large_value_comes_back
# also fails: test_the_same_answer_again
# breaks: "The call is made once, in the child that `start()` makes"
# breaks: "creating the process with anything but Process itself"
from multiprocessing import Process
from threading import Thread


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.value = self.error = None

    def start(self):
        self.thread = Thread(target=self.run)
        self.thread.start()

    def run(self):
        try:
            self.value = self.func(*self.args)
        except Exception as error:
            self.error = error

    def result(self):
        self.thread.join()
        if self.error:
            raise self.error
        return self.value
