# fails: test_the_child_is_gone (sleep in place of wait)
import os
import time


def parent_view(data, change):
    if os.fork() == 0:
        change(data)
        os._exit(0)
    time.sleep(30)
    return data
