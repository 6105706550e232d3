# fails: test_the_parents_list_comes_back (list copied)
# breaks: "copying the list, in either process"
import os


def parent_view(data, change):
    before = list(data)
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    assert data == before
    return data
