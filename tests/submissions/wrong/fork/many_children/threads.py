# fails: test_one_child_for_each_job (no fork)
# breaks: "multiprocessing, subprocess and other ways"
from threading import Thread


def fork_many(n, job):
    threads = [Thread(target=job, args=(i,)) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [thread.native_id for thread in threads]
