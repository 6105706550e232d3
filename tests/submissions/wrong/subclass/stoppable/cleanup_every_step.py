# fails: test_the_child_cleans_up_last (cleanup twice)
# also fails: test_the_child_steps_until_it_is_asked
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "Then the child calls `cleanup()`, once"
# breaks: "A process that works step by step"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        while not self.end.is_set():
            self.step()
            self.cleanup()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
