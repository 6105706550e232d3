# fails: test_exceptions_become_exit_codes (wrong code for an exception)
# breaks: "counts as if the job had returned n"
import os
import traceback


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = job()
        except SystemExit as e:
            code = e.code or 1
            if not isinstance(code, int):
                code = 1
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code & 0xFF)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
