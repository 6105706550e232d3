# fails: test_all_that_have_ended_are_collected (children missing)
# also fails: test_nobody_left_is_no_error
# breaks: "and say how each of them did"
import os


def reap_ready():
    codes = {}
    try:
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            code = os.waitstatus_to_exitcode(found[1])
            if code:
                codes[found[0]] = code
    except ChildProcessError:
        pass
    return codes
