# class: files
# harm: reads the instructor's home, keys and environment
# shown: HARM if the canary file or variable is read
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for variable in os.environ:
    if "CANARY" in variable:
        harm(variable)
HOME = os.path.dirname(os.path.dirname(sys.prefix)) if "home" in sys.prefix else "/root"
for path in (
    "/root/.bashrc",
    "/root/.profile",
    "/root/.ssh",
    f"{HOME}/.bashrc",
    "/etc/shadow",
    "/etc/passwd",
    "/var",
    "/run",
    "/proc/1/environ",
    "/proc/1/root/etc/passwd",
):
    try:
        found = os.listdir(path) if os.path.isdir(path) else [open(path).read(1)]
        if found:
            harm(path)
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
