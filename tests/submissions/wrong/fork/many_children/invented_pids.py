# fails: test_pids_in_order_of_birth (wrong PIDs)
# breaks: "the list of the children's PIDs"
import os


def fork_many(n, job):
    for i in range(n):
        if os.fork() == 0:
            try:
                job(i)
            finally:
                os._exit(0)
    for _ in range(n):
        os.wait()
    return [os.getpid() + 101 + i for i in range(n)]
