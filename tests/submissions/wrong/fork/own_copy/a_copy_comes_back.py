# fails: test_the_parents_list_comes_back (another list)
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change(data)
        os._exit(0)
    os.waitpid(pid, 0)
    return data[:]
