# fails: test_the_child_is_gone (the exception reaches the caller in the child)
# breaks: "whatever `change` returns or raises"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            result = change(data)
        except BaseException:
            result = 1
        os._exit(result or 0)
    os.waitpid(pid, 0)
    return data
