# fails: test_a_signal_is_minus_its_number (signal misread)
# breaks: "Minus the signal's number"
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
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if code >= 0 else 128 - code
