# fails: test_the_child_is_collected (waits for other children)
# breaks: "they are neither waited for"
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
    codes = {}
    try:
        while True:
            ended, status = os.wait()
            codes[ended] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        return codes[pid]
