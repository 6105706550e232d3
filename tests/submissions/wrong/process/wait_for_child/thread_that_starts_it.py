# fails: test_task_runs_in_a_process_of_its_own (threads)
# breaks: "Not allowed: threads, pools"

import threading
from multiprocessing import Process


def run_then_say(task, say):
    def t():
        p = Process(target=task)
        p.start()
        p.join()

    th = threading.Thread(target=t)
    th.start()
    th.join()
    say("main done")
