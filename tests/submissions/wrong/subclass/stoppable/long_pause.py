# fails: test_the_child_steps_until_it_is_asked (too few steps)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "In the child, `step()` is called again and again"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        while not self.end.wait(3):
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
