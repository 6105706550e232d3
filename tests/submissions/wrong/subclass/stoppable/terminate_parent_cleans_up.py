# fails: test_the_child_cleans_up_last (cleanup in the parent)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "killing the process, by `terminate()`"
# breaks: "Then the child calls `cleanup()`, once"
from multiprocessing import Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup

    def run(self):
        while True:
            self.step()

    def stop(self):
        if self.is_alive():
            self.terminate()
            self.join()
            self.cleanup()
