# fails: test_being_asked_reaches_the_child (a plain attribute as flag)
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "After `stop()` has been called at most"
from multiprocessing import Process

running = True


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup

    def run(self):
        while running:
            self.step()
        self.cleanup()

    def stop(self):
        global running
        running = False
        self.join()
