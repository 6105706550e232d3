# fails: test_each_item_runs_once_in_a_worker (threads)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "threads in place of processes"
from concurrent.futures import ThreadPoolExecutor, as_completed


def as_done(task, items, limit):
    with ThreadPoolExecutor(limit) as executor:
        for future in as_completed([executor.submit(task, item) for item in items]):
            yield future.result()
