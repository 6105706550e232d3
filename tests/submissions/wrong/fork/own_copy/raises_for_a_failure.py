# fails: test_the_parents_list_comes_back (an exception)
# breaks: "however that happens"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            change(data)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise ValueError("change did not work")
    return data
