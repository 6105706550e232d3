# The forkserver context and its Queue, asked with a timeout while the child lives; the error in a field of its own.
import queue
from multiprocessing import get_context

context = get_context("forkserver")


class Call(context.Process):
    def __init__(self, func, *args):
        super().__init__()
        self.func = func
        self.args = args
        self.queue = context.Queue()
        self.answer = None

    def run(self):
        try:
            self.queue.put({"value": self.func(*self.args)})
        except Exception as error:
            self.queue.put({"error": error})

    def result(self):
        while self.answer is None:
            alive = self.is_alive()
            try:
                self.answer = self.queue.get(timeout=0.2)
            except queue.Empty:
                if not alive:
                    self.answer = {"error": RuntimeError(f"exit code {self.exitcode}")}
        self.join()
        if "error" in self.answer:
            raise self.answer["error"]
        return self.answer["value"]
