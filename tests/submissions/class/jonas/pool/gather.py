# callback and error_callback fill the dicts; nobody calls get
from functools import partial
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    pool = Pool(limit)
    for item in items:
        pool.apply_async(
            task,
            (item,),
            callback=partial(results.__setitem__, item),
            error_callback=partial(errors.__setitem__, item),
        )
    pool.close()
    pool.join()
    return results, errors
