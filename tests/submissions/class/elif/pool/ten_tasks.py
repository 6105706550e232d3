from multiprocessing import Pool


def ten_tasks(task, say):
    for i in range(10):
        with Pool(3) as pool:
            pool.apply(task, (i,))
    say("submitted")
    say("all done")
