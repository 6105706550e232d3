# fails: test_the_child_is_gone (waits for other children)
# breaks: "they are neither waited for"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return data
