# fails: test_no_worker_is_idle_while_items_wait (as many as cores)
# breaks: "however many cores the machine has"
# More processes than cores make no sense, it thinks.
import os
from concurrent.futures import ProcessPoolExecutor


def run_limited(task, items, limit):
    with ProcessPoolExecutor(min(limit, os.cpu_count())) as executor:
        return list(executor.map(task, items))
