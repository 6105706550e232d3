# fails: test_all_done_comes_after_all_ten (sleep in place of join)
# breaks: "waiting by sleeping"
# Every wait runs out.
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        results = [pool.apply_async(task, (i,)) for i in range(10)]
        say("submitted")
        for result in results:
            while not result.ready():
                result.wait(0.5)
        pool.close()
        pool.join()
    say("all done")
