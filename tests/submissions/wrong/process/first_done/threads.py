# fails: test_the_first_to_end_is_found (a task in the main process)
# also fails: test_the_losers_are_gone
# breaks: "Not allowed: running tasks in the main process"
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def first_done(tasks):
    executor = ThreadPoolExecutor(len(tasks))
    futures = [executor.submit(task) for task in tasks]
    done, _ = wait(futures, return_when=FIRST_COMPLETED)
    executor.shutdown(wait=False)
    return futures.index(done.pop())
