# waitid: the kernel's answer is already decoded
import os


def child(job):
    try:
        code = job()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else error.code is not None
    except BaseException:
        code = 1
    os._exit(code & 0xFF)


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        child(job)
    info = os.waitid(os.P_PID, pid, os.WEXITED)
    return info.si_status if info.si_code == os.CLD_EXITED else -info.si_status
