# fails: test_the_child_is_gone (no wait)
# breaks: "It waits until the child has ended"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitpid(pid, os.WNOHANG)
    return data
