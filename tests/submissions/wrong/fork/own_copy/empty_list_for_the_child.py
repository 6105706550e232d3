# fails: test_the_change_runs_in_one_child (another list)
# breaks: "The child calls `change(data)` once"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        change([])
        os._exit(0)
    os.waitpid(pid, 0)
    return data
