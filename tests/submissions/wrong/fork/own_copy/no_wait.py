# fails: test_the_child_is_gone (no wait)
# breaks: "It waits until the child has ended"
import os


def parent_view(data, change):
    if os.fork() == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    return data
