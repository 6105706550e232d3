# fails: test_all_done_comes_after_all_ten (no join)
# breaks: "Wait until all ten have ended"
# Waits for the last task only.
from multiprocessing import Pool

pools = []


def ten_tasks(task, say):
    pools.append(Pool(3))
    for i in range(10):
        last = pools[-1].apply_async(task, (i,))
    say("submitted")
    last.get()
    say("all done")
    pools[-1].close()
    pools[-1].join()
