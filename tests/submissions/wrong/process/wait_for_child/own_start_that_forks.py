# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"
# ruff: noqa: F403, F405
import os
from multiprocessing import *


class P(Process):
    def start(self):
        self.pid2 = os.fork()
        if self.pid2 == 0:
            try:
                self.run()
            finally:
                os._exit(0)

    def join(self, timeout=None):
        os.waitpid(self.pid2, 0)


def run_then_say(task, say):
    p = P(target=task)
    p.start()
    p.join()
    say("main done")
