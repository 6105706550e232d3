# fails: test_nothing_is_left_at_the_end (workers leaked)
# breaks: "When it is exhausted, or when"
from multiprocessing import Pool

pools = []


def as_done(task, items, limit):
    pool = Pool(limit)
    pools.append(pool)
    try:
        yield from pool.imap_unordered(task, items)
    except GeneratorExit:
        pool.terminate()
        pool.join()
        raise
