# fails: test_codes_beyond_eight_bits (-1 or 256 misread)
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job())
        except SystemExit as stop:
            os._exit(stop.code)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return -1 if code == 255 else code
