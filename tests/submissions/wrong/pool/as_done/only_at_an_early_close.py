# fails: test_nothing_is_left_at_the_end (workers leaked)
from multiprocessing import Pool

pools = []


def as_done(task, items, limit):
    pools.append(Pool(limit))
    try:
        yield from pools[-1].imap_unordered(task, items)
    except GeneratorExit:
        pools[-1].terminate()
        pools[-1].join()
        raise
