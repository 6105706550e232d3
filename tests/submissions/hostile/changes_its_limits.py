# class: processes
# harm: changes niceness, affinity, resource limits, umask and working directory, also of process 1
# shown: HARM if it may change another's
# score: 3
# unprotected: HARM

import os
import resource
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for change in (
    lambda: os.nice(19),
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.setpriority(os.PRIO_USER, 0, 19),
    lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.sched_setaffinity(1, {min(os.sched_getaffinity(0))}),
):
    try:
        change()
        harm("priority, scheduling or processors")
    except OSError:
        pass
os.umask(0o777)
os.chdir("/")
try:
    resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3))
    harm("limits of process 1")
except OSError:
    pass
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (100000, 100000))
    harm("a higher limit")
except (OSError, ValueError):
    pass
resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
