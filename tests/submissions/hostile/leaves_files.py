# class: files
# harm: leaves files, folders that cannot be entered and a chain of 1,500 folders for the next run
# shown: HARM if an earlier run's file is there
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


if os.path.exists("/tmp/left") or os.path.exists("/dev/shm/left"):
    harm("an earlier run's file")
for path in ("/tmp/left", "/dev/shm/left", "/tmp/json.py", "/tmp/os.py"):
    open(path, "w").close()
os.mkdir("/tmp/closed")
open("/tmp/closed/in", "w").close()
os.chmod("/tmp/closed", 0)
start = os.open("/tmp", os.O_RDONLY)
for _ in range(1500):
    os.mkdir("d")
    os.chdir("d")
os.fchdir(start)


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
