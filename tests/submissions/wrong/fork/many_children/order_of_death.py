# fails: test_pids_in_order_of_birth (order of death)
# breaks: "in the order of their births; n may"
import os


def fork_many(n, job):
    for i in range(n):
        if os.fork() == 0:
            try:
                job(i)
            finally:
                os._exit(0)
    return [os.wait()[0] for _ in range(n)]
