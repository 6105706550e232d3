# fails: test_the_change_runs_in_one_child (change before the fork)
# breaks: "The parent does not call"
import os


def parent_view(data, change):
    change(data)
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return data
