# fails: test_the_child_is_gone (returns late)
# breaks: "returns within a second of its"
import os


def parent_view(data, change):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(r)
        try:
            change(data)
            print("child:", data)
        except BaseException as error:
            print("child:", repr(error))
        os._exit(0)
    os.close(w)
    os.read(r, 1)
    os.close(r)
    os.waitpid(pid, 0)
    print("parent:", data)
    return data
