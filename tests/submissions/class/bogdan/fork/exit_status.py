# the status's bits by hand; the child's code cut to eight bits
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = job()
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            os._exit(code % 256)
    _, status, _ = os.wait4(pid, 0)
    signal = status & 0x7F
    return -signal if signal else status >> 8
