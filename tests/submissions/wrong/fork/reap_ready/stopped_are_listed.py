# fails: test_the_living_are_left_alone (living child listed)
# breaks: "also those that a signal has stopped"
import os


def reap_ready():
    codes = {}
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
            if pid == 0:
                return codes
            codes[pid] = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    except ChildProcessError:
        return codes
