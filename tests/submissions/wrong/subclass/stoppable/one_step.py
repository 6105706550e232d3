# fails: test_the_child_steps_until_it_is_asked (ended unasked)
# also fails: test_being_asked_reaches_the_child
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "In the child, `step()` is called again and again"
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def run(self):
        self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
