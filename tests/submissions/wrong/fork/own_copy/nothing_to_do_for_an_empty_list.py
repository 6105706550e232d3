# fails: test_the_change_runs_in_one_child (never called)
# breaks: "The child calls `change(data)` once"
import os


def parent_view(data, change):
    if not data:
        return data
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return data
