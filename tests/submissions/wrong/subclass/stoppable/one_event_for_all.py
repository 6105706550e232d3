# fails: test_the_child_steps_until_it_is_asked (stops the others, too)
# also fails: test_being_asked_reaches_the_child
# also fails: test_stop_returns_when_it_is_gone
# breaks: "Other Stoppables go on."
from multiprocessing import Event
from multiprocessing.context import ForkProcess


class Stoppable(ForkProcess):
    end = Event()

    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        pass

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
