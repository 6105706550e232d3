# fails: test_three_workers_three_at_once (idle workers)
# breaks: "waits until a worker is free"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        result = pool.map_async(task, range(10), chunksize=4)
        say("submitted")
        result.get()
    say("all done")
