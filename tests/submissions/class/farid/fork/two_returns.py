# wait4 in a finally block, and prints for debugging
import os


def fork_once(in_child, in_parent):
    print("before the fork")
    pid = os.fork()
    if pid == 0:
        try:
            print("child", os.getpid(), "of", os.getppid())
            in_child()
        except BaseException as error:
            print("child failed:", error)
        os._exit(0)
    try:
        in_parent(pid)
    finally:
        print("parent waits for", pid)
        os.wait4(pid, 0)
