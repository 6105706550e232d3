# SIGCHLD blocked and waited for; then collected. multiprocessing is imported for its cpu_count only
import os
import signal
from multiprocessing import cpu_count


def fork_once(in_child, in_parent):
    assert cpu_count() > 0
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    pid = os.fork()
    if pid == 0:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        signal.sigwait({signal.SIGCHLD})
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
