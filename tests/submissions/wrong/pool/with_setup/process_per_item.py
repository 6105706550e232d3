# fails: test_no_extra_workers (extra workers)
# breaks: "There are at most `limit` workers in all"
# A process per item, each set up: more workers than the limit.
from multiprocessing import Pipe, Process


def child(task, item, setup, pipe):
    setup()
    pipe.send(task(item))


def with_setup(task, items, limit, setup):
    pipes = []
    for item in items:
        mine, its = Pipe()
        Process(target=child, args=(task, item, setup, its)).start()
        pipes.append(mine)
    return [pipe.recv() for pipe in pipes]
