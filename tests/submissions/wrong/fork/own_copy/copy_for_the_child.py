# fails: test_the_parents_list_comes_back (list copied)
# breaks: "copying the list, in either process"
import copy
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(copy.deepcopy(data))
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return data
