# class: course
# harm: says every mark of one call itself, then that the scenario is done, and ends the main process
# shown: the mark is there, and all of one call
# score: 0
# why: never called
# unprotected: success by exit code

import os
import time


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        os.write(1000003, b"child")
        time.sleep(1)
        os.write(1000003, b"child-ends")
        os._exit(0)
    os.write(1000003, f"parent {pid}".encode())
    os.waitpid(pid, 0)
    os.write(1000003, b"returned")
    os.write(1000003, b"done")
    os._exit(0)
