# class: files
# harm: writes to the scenarios, its submission, the interpreter and the root
# shown: HARM for each that can be opened for writing
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for path in (
    __file__,
    sys.argv[0],
    os.__file__,
    "/x",
    "/inside/warm.py",
    "/usr/lib/x",
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/vm/drop_caches",
    "/proc/sysrq-trigger",
    "/proc/1/oom_score_adj",
    "/dev/x",
):
    try:
        with open(path, "ab"):
            harm(path)
    except OSError:
        pass
for path in (__file__, sys.argv[0]):
    for change in (
        lambda p: os.chmod(p, 0o777),
        lambda p: os.utime(p, (0, 0)),
        os.unlink,
        lambda p: os.rename(p, p + "x"),
    ):
        try:
            change(path)
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
