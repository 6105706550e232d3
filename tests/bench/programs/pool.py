"""A pool of three with ten tasks of a second."""

import sys
import time
from multiprocessing import Pool

SECONDS = 0 if "--no-sleep" in sys.argv else 1


def task(i):
    print("task", i)
    time.sleep(SECONDS)


if __name__ == "__main__":
    pool = Pool(3)
    for i in range(10):
        pool.apply_async(task, (i,))
    print("submitted")
    pool.close()
    pool.join()
    print("all done")
