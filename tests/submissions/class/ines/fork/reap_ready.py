# fails: test_all_that_have_ended_are_collected (ChildProcessError escapes)
# breaks: "The dictionary is empty if no child"
import os


def reap_ready():
    codes = {}
    while True:
        pid, status = os.wait()
        codes[pid] = os.waitstatus_to_exitcode(status)
