# class: files
# harm: takes a lease on a scenario, which all sandboxes share: who opens it then, waits 45 seconds
# shown: HARM if the lease is granted
# score: 3
# unprotected: HARM

import fcntl
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


descriptor = os.open(sys.argv[0], os.O_RDONLY)
for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, kind)
        harm("a lease")
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
