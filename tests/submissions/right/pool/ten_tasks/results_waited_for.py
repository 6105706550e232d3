# waits for each result and lets the end of the with block terminate the idle workers
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(processes=3) as pool:
        results = [pool.apply_async(task, args=(i,)) for i in range(10)]
        say("submitted")
        for result in results:
            result.get()
    say("all done")
