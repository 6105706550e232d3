# fails: test_the_child_is_collected (zombie)
# breaks: "when the child has been collected"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    info = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return info.si_status if info.si_code == os.CLD_EXITED else -info.si_status
