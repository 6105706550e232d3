# fails: test_pids_in_order_of_birth (order of death)
import os


def fork_many(n, job):
    for i in range(n):
        if os.fork() == 0:
            job(i)
            os._exit(0)
    return [os.wait()[0] for _ in range(n)]
