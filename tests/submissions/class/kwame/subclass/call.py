# A Manager's dict: its server process holds the answer.
from multiprocessing import Manager, Process


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.box = Manager().dict()
        self.func = func
        self.args = args

    def run(self):
        try:
            self.box["value"] = self.func(*self.args)
        except Exception as error:
            self.box["error"] = error

    def result(self):
        self.join()
        if "error" in self.box:
            raise self.box["error"]
        if "value" in self.box:
            return self.box["value"]
        raise RuntimeError(f"exit code {self.exitcode}")
