# The spawn context; the answer travels in a temporary file, read after join.
import os
import pickle
import tempfile
from multiprocessing import get_context


class Call(get_context("spawn").Process):
    def __init__(self, func, *args):
        super().__init__()
        handle, self.path = tempfile.mkstemp()
        os.close(handle)
        self.func, self.args = func, args

    def run(self):
        try:
            answer = True, self.func(*self.args)
        except Exception as error:
            answer = False, error
        with open(self.path, "wb") as file:
            pickle.dump(answer, file)

    def result(self):
        self.join()
        with open(self.path, "rb") as file:
            content = file.read()
        if not content:
            raise RuntimeError(f"no answer, exit code {self.exitcode}")
        good, answer = pickle.loads(content)
        if not good:
            raise answer
        return answer
