# fails: test_results_come_in_order_of_the_items (order of completion)
# breaks: "the results come in order of the items all the same"
# Threads of a pool each start a process, but the results are put where they come.
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe, Process


def _send(task, item, to):
    to.send(task(item))


def run_limited(task, items, limit):
    results = []

    def one(item):
        mine, its = Pipe()
        process = Process(target=_send, args=(task, item, its))
        process.start()
        results.append(mine.recv())
        process.join()

    with ThreadPoolExecutor(limit) as threads:
        list(threads.map(one, items))
    return results
