# fails: test_never_more_than_limit_at_once (limit ignored)
# breaks: "At most `limit` tasks run at the same time"
# As many processes as items, all at once.
from multiprocessing import Pipe, Process


def child(task, item, pipe):
    pipe.send(task(item))


def run_limited(task, items, limit):
    pipes, processes = [], []
    for item in items:
        mine, its = Pipe()
        pipes.append(mine)
        processes.append(Process(target=child, args=(task, item, its)))
        processes[-1].start()
    results = [pipe.recv() for pipe in pipes]
    for process in processes:
        process.join()
    return results
