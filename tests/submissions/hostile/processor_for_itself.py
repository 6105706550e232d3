# class: processes
# harm: asks for real-time priority
# shown: HARM if it gets it
# score: 3
# as root: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for policy in (os.SCHED_FIFO, os.SCHED_RR):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(99))
        harm("real time")
    except OSError:
        pass
try:
    os.nice(-20)
    harm("niceness")
except OSError:
    pass


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
