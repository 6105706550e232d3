# fails: test_handing_over_does_not_block (handing over blocks)
# breaks: "As soon as all are handed over"
# A map hands all over at once, but it returns only when all are done.
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        pool.map(task, range(10))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
