# fails: test_all_done_comes_after_all_ten (another line)
# breaks: "in this order and once each"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
        say("all done")
    say("all done")
