# fails: test_the_child_is_gone (child leaks)
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
        os._exit(0)
    os.waitpid(pid, os.WNOHANG)
    return data
