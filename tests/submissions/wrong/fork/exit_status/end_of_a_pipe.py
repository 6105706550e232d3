# fails: test_the_child_is_collected (returns late)
# breaks: "within a second of that"
import os


def exit_code_of(job):
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read_end)
        code = 1
        try:
            code = job()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:
            code = 1
        finally:
            os._exit(code & 0xFF)
    os.close(write_end)
    os.read(read_end, 1)        # returns b"" when the child is gone
    os.close(read_end)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
