# terminate in a finally, when all has been waited for; prints for debugging
from multiprocessing import Pool


def ten_tasks(task, say):
    pool = Pool(3)
    try:
        pending = []
        for number in range(10):
            print("submitting", number)
            pending.append(pool.apply_async(task, (number,), callback=print))
        say("submitted")
        while pending:
            pending.pop().wait()
        print("all results are in")
    finally:
        pool.terminate()
        pool.join()
    say("all done")
