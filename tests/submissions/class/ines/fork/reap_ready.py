import os


def reap_ready():
    codes = {}
    while True:
        pid, status = os.wait()
        codes[pid] = os.waitstatus_to_exitcode(status)
