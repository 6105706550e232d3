# class: files
# harm: leaves 5,000 files for the next run
# shown: HARM if an earlier run's file is there
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


if os.path.exists("/tmp/0"):
    harm("an earlier run's file")
for number in range(5000):
    os.close(os.open(f"/tmp/{number}", os.O_CREAT | os.O_WRONLY))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
