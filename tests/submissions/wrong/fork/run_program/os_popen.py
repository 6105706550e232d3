# fails: test_the_program_runs_in_a_child (another technique)
# breaks: "subprocess, os.posix_spawn, os.spawn"
import os
import shlex


def run_program(argv):
    pipe = os.popen(shlex.join(argv))
    output = pipe.read().encode()
    status = pipe.close()
    return os.waitstatus_to_exitcode(status or 0), output
