# fails: test_the_parents_list_comes_back (another list)
# breaks: "the very same list object"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
