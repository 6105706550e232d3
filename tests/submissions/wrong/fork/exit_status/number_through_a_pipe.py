# fails: test_codes_beyond_eight_bits (-1 or 256 misread)
# also fails: test_the_child_is_collected
# also fails: test_exceptions_become_exit_codes
# breaks: "ends with the number that it returned"
# breaks: "The exit code that the kernel has kept"
import os


def exit_code_of(job):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = job()
        except SystemExit as stop:
            code = stop.code
        finally:
            os.write(w, str(code).encode())
            os._exit(code)
    os.close(w)
    with open(r) as pipe:
        text = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if code < 0 else int(text)
