# fails: test_the_child_is_gone (child runs on)
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
    else:
        os.waitpid(pid, 0)
    return data
