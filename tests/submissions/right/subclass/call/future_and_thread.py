# start() launches a receiver thread that fills a concurrent.futures.Future; result() asks the future, then joins.
import threading
from concurrent.futures import Future
from multiprocessing import Pipe, Process


class _Died(Exception):
    """The pipe came to its end without an answer."""


class Call(Process):
    def __init__(self, func, *args):
        super().__init__()
        self.work = func, args

    def start(self):
        here, self.there = Pipe(False)
        super().start()
        self.there.close()
        self.future = Future()
        threading.Thread(target=self._receive, args=(here,), daemon=True).start()

    def _receive(self, here):
        with here:
            try:
                value, error = here.recv()
            except EOFError:
                self.future.set_exception(_Died())
            except BaseException as problem:
                self.future.set_exception(problem)
            else:
                if error is not None:
                    self.future.set_exception(error[0])
                else:
                    self.future.set_result(value)

    def run(self):
        func, args = self.work
        value = error = None
        try:
            value = func(*args)
        except Exception as exc:
            error = [exc]
        self.there.send((value, error))

    def result(self):
        problem = self.future.exception()
        self.join()
        if isinstance(problem, _Died):
            raise RuntimeError("child is gone, exit code %r" % self.exitcode)
        if problem is not None:
            raise problem
        return self.future.result()
