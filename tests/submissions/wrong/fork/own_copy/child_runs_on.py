# fails: test_the_child_is_gone (child runs on)
# breaks: "neither by returning nor by an exception"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
    else:
        os.waitpid(pid, 0)
    return data
