# fails: test_the_child_is_gone (zombie)
# breaks: "when the child has been collected"
import os


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return data
