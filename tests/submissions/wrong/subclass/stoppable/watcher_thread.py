# fails: test_being_asked_reaches_the_child (steps go on)
# also fails: test_the_child_cleans_up_last
# also fails: test_stop_returns_when_it_is_gone
# breaks: "A step that has begun is carried"
import os
import threading
from multiprocessing import Event, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        self.end = Event()

    def watch(self):
        self.end.wait()
        self.cleanup()
        os._exit(0)

    def run(self):
        threading.Thread(target=self.watch).start()
        while True:
            self.quick_step()

    def quick_step(self):
        self.step()

    def stop(self):
        self.end.set()
        self.join()
