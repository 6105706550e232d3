# fails: test_the_change_runs_in_one_child (more than one fork)
# breaks: "Create one child with one"
import os


def parent_view(data, change):
    os.fork()
    pid = os.fork()
    if pid == 0:
        change(data)
        os._exit(0)
    os.waitpid(pid, 0)
    return data
