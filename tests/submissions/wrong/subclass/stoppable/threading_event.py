# fails: test_being_asked_reaches_the_child (a plain attribute as flag)
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "After `stop()` has been called at most"
import multiprocessing
import threading


class Stoppable(multiprocessing.get_context("fork").Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = threading.Event()

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
