# concurrent.futures has initializers, too
from concurrent.futures import ProcessPoolExecutor


def with_setup(task, items, limit, setup):
    with ProcessPoolExecutor(max_workers=limit, initializer=setup) as executor:
        return list(executor.map(task, items))
