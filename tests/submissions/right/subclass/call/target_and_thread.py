# Composition: a target for the child, and a thread in the parent that receives as soon as the child is started.
import threading
from multiprocessing import Pipe, Process


def work(sender, func, args):
    try:
        value, error = func(*args), None
    except Exception as exception:
        value, error = None, exception
    with sender:
        sender.send((value, error))


class Call(Process):
    def __init__(self, func, *args):
        self.call = func, args
        super().__init__(target=work)
        print("a call of", func)

    def start(self):
        self.receiver, self.sender = Pipe(duplex=False)
        self._args = self.sender, *self.call
        super().start()
        self.sender.close()
        self.thread = threading.Thread(target=self.receive)
        self.thread.start()

    def receive(self):
        try:
            self.value, self.error = self.receiver.recv()
        except EOFError:
            self.error = None
            self.value = self.receiver

    def result(self):
        self.thread.join()
        self.join()
        if self.value is self.receiver:
            self.value, self.error = None, RuntimeError(f"died with {self.exitcode}")
        if self.error is not None:
            raise self.error
        return self.value
