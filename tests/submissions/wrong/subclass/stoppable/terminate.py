# fails: test_the_child_cleans_up_last (terminate)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "killing the process, by `terminate()`"
# breaks: "A step that has begun is carried"
from multiprocessing import Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup

    def run(self):
        while True:
            self.step()

    def stop(self):
        self.terminate()
        self.join()
