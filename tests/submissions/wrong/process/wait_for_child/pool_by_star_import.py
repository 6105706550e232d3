# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"
# ruff: noqa: F403, F405
import contextlib
from multiprocessing import *


def run_then_say(task, say):
    with Pool(1) as p:
        with contextlib.suppress(Exception):
            p.apply(task)
        p.close()
        p.join()
    say("main done")
