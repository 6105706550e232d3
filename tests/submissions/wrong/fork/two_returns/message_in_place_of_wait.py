# fails: test_parent_waits_for_the_child (no wait)
# breaks: "waits until the child has ended"
import os


def fork_once(in_child, in_parent):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os.write(w, b"done")
            os._exit(0)
    os.close(w)
    in_parent(pid)
    os.read(r, 4)
    os.close(r)
    os.waitpid(pid, os.WNOHANG)
