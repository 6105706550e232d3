# class: files
# harm: creates files until there is no inode left, for half a second
# shown: the next run finds an empty folder
# score: 3
# unprotected: files left

import os


for number in range(20000):
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
