# fails: test_parent_waits_for_the_child (other child ended)
# breaks: "they are neither waited for"
import os
import signal


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)  # whatever is left
    signal.signal(signal.SIGTERM, before)
