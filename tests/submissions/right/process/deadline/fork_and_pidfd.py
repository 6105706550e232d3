# os.fork, and a pidfd with select for the wait with a timeout.
import os
import select
import signal
import sys
import traceback


def run_with_deadline(task, seconds):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            task()
            code = 0
        except SystemExit as exit:
            code = exit.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    descriptor = os.pidfd_open(pid)
    ready, _, _ = select.select([descriptor], [], [], seconds)
    if not ready:
        signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    os.close(descriptor)
    _, status = os.waitpid(pid, 0)
    return "done" if ready else "killed", os.waitstatus_to_exitcode(status)
