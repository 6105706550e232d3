# a process an item, started by threads of which there are as many as the limit allows
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import Pipe, Process


def child(task, item, pipe):
    pipe.send(task(item))


def in_a_process(task, item):
    mine, its = Pipe()
    process = Process(target=child, args=(task, item, its))
    process.start()
    its.close()
    result = mine.recv()
    process.join()
    return result


def run_limited(task, items, limit):
    with ThreadPoolExecutor(limit) as threads:
        return list(threads.map(partial(in_a_process, task), items))
