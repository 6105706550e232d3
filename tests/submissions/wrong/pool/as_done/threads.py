# fails: test_each_item_runs_once_in_a_worker (threads)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "threads in place of processes"
from multiprocessing.pool import ThreadPool


def as_done(task, items, limit):
    with ThreadPool(limit) as pool:
        yield from pool.imap_unordered(task, items)
