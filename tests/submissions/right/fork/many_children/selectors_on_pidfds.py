# pidfds in a selector, children collected as they end
import os
import selectors


def fork_many(n, job):
    pids = []
    selector = selectors.DefaultSelector()
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            try:
                job(i)
            finally:
                os._exit(0)
        print("born:", pid)
        pids.append(pid)
        selector.register(os.pidfd_open(pid), selectors.EVENT_READ, pid)
    left = n
    while left:
        for key, _ in selector.select():
            os.waitid(os.P_PIDFD, key.fd, os.WEXITED)
            selector.unregister(key.fd)
            os.close(key.fd)
            left -= 1
    selector.close()
    return pids
