# fails: test_handing_over_does_not_block (said too early)
# breaks: "As soon as all are handed over"
from multiprocessing import Pool


def ten_tasks(task, say):
    say("submitted")
    with Pool(3) as pool:
        pool.map(task, range(10))
    say("all done")
