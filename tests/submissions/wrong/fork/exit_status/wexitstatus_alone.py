# fails: test_a_signal_is_minus_its_number (>> 8 alone)
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
    return os.WEXITSTATUS(os.waitpid(pid, 0)[1])
