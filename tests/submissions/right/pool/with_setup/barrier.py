# setups as tasks, and a barrier that lets no worker take a second one
from multiprocessing import Barrier, Pool

barrier = None


def know(shared):
    global barrier
    barrier = shared


def prepare(setup):
    setup()
    barrier.wait()


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=know, initargs=(Barrier(limit),)) as pool:
        pool.map(prepare, [setup] * limit, chunksize=1)
        return pool.map(task, items, chunksize=1)
