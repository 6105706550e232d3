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
            code = error.code
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        os._exit(code)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return -os.WTERMSIG(status)
    return os.WEXITSTATUS(status)
