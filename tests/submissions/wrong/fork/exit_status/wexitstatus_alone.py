# fails: test_a_signal_is_minus_its_number (>> 8 alone)
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
    return os.WEXITSTATUS(os.waitpid(pid, 0)[1])
