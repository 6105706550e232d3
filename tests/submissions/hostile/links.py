# class: files
# harm: hard links and symbolic links to what must outlive its run
# shown: HARM if a hard link to a scenario can be made
# score: 3
# unprotected: files left

import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


for path in (sys.argv[0], __file__, os.__file__):
    try:
        os.link(path, "/tmp/link")
        harm(path)
    except OSError:
        pass
    try:
        os.symlink(path, f"/tmp/{os.path.basename(path)}")
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
