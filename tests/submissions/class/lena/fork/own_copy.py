import os
from contextlib import contextmanager


@contextmanager
def other_process():
    pid = os.fork()
    try:
        yield pid == 0
    finally:
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)


def parent_view(data, change):
    with other_process() as is_child:
        if is_child:
            change(data)
    return data
