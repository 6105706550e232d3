# WIFEXITED, WEXITSTATUS and their kin; the child flushes what it printed
import os
import sys
import traceback


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            code = job()
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else error.code is not None
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        os._exit(code & 0xFF)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return -os.WTERMSIG(status)
    return os.WEXITSTATUS(status)
