# fails: test_the_error_is_raised_at_once (begun after the error)
# also fails: test_no_worker_survives_the_error
# breaks: "what has not begun by then is never begun"
# The error is raised, and the pool, which nothing stops, goes on with the rest.
from multiprocessing import Pool

pools = []


def first_error_stops(task, items, limit):
    pools.append(Pool(limit))
    for _ in pools[-1].imap_unordered(task, items):
        pass
    pools[-1].close()
    pools[-1].join()
