# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "let it call `task()`, once"

import time
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=time.sleep, args=(5,))
    process.start()
    process.join()
    say("main done")
