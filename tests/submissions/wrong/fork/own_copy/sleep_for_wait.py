# fails: test_the_child_is_gone (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import time


def parent_view(data, change):
    if os.fork() == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    time.sleep(30)
    return data
