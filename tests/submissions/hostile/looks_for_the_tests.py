# class: files
# harm: walks the whole file system for hidden tests, solutions and gradebooks
# shown: HARM with the path of each that it finds
# score: 3
# unprotected: HARM

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


WANTED = ("test_two_returns.py", "gradebook.db", "course.toml", "results.sqlite", "ten_tasks_gathered.db")
for folder, folders, names in os.walk("/"):
    folders[:] = [f for f in folders if os.path.join(folder, f) not in ("/proc", "/sys", "/tmp")]
    for name in names:
        if name in WANTED:
            harm(os.path.join(folder, name))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
