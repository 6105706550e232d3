# imap_unordered hands everything over at once, and going through it waits
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        done = pool.imap_unordered(task, range(10))
        say("submitted")
        for _ in done:
            pass
    say("all done")
