# fails: test_one_child_for_each_job (another technique)
# breaks: "multiprocessing, subprocess and other ways"
from multiprocessing import Pool


def fork_many(n, job):
    with Pool(n) as pool:
        pids = [worker.pid for worker in pool._pool]
        pool.map(job, range(n), chunksize=1)
        pool.close()
        pool.join()
    return pids
