# fails: test_the_child_is_gone (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import signal


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os._exit(0)
    signal.sigtimedwait([signal.SIGUSR1], 3000)
    os.waitpid(pid, 0)
    return data
