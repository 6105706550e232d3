# Waits for whichever comes first, the answer or the end of the child.
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self._target_function, self._arguments = func, args
        self._parents_end, self._childs_end = Pipe()
        self._outcome = None

    def run(self):
        try:
            outcome = "value", self._target_function(*self._arguments)
        except Exception as error:
            outcome = "error", error
        self._childs_end.send(outcome)

    def result(self):
        if self._outcome is None:
            ready = wait([self._parents_end, self.sentinel])
            if self._parents_end in ready or self._parents_end.poll():
                self._outcome = self._parents_end.recv()
                self.join()
            else:
                self.join()
                self._outcome = "error", RuntimeError("the child died: %s" % self.exitcode)
        kind, value = self._outcome
        if kind == "error":
            raise value
        return value
