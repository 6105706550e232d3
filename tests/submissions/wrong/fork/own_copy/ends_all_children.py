# fails: test_the_child_is_gone (other child ended)
# breaks: "they are neither waited for"
import os
import signal


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        for other in file.read().split():
            os.kill(int(other), signal.SIGKILL)
    return data
