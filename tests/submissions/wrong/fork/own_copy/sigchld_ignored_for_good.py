# fails: test_the_child_is_gone (signal handler left changed)
# breaks: "its signal handlers stay"
import os
import signal


def parent_view(data, change):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)       # no zombies
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass            # it has ended and the kernel has collected it
    return data
