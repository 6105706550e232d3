# fails: test_the_child_is_gone (no wait)
# breaks: "It waits until the child has ended"
import os


def parent_view(data, change):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
        finally:
            os.write(w, b".")
            os._exit(0)
    os.close(w)
    os.read(r, 1)
    os.close(r)
    os.waitpid(pid, os.WNOHANG)
    return data
