from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool() as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
