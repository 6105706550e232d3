# fails: test_pids_in_order_of_birth (0 among the PIDs)
# also fails: test_every_child_is_collected
# breaks: "the list of the children's PIDs"
import os


def fork_many(n, job):
    pids = []
    for i in range(n):
        pid = os.fork()
        pids.append(0)
        if pid == 0:
            job(i)
            return pids
    for _ in pids:
        os.wait()
    return pids
