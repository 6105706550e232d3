# fails: test_the_child_is_gone (child leaks)
import os


def parent_view(data, change):
    if os.fork() == 0:
        change(data)
        os._exit(0)
    return data
