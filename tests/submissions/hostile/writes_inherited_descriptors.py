# class: channels
# harm: writes to every descriptor that it has inherited
# shown: HARM if there is one beside stdin, stdout and stderr
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for name in os.listdir("/proc/self/fd"):
    number = int(name)
    try:
        target = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        continue
    if number > 2 and target.startswith(("socket:", "pipe:", "anon_inode:")):
        harm(target)
for number in range(3, 1024):
    try:
        os.write(number, b"forged")
        harm(number)
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
