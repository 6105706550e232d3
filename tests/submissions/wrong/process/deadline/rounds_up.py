# fails: test_who_is_late_is_killed (killed too late)
# breaks: "may be a fraction"

import math
from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(math.ceil(seconds))
    if p.exitcode is not None:
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
