# fails: test_one_child_for_each_job (children go on looping)
# breaks: "creates no children of its own"
import os


def fork_many(n, job):
    if n == 0:
        return []
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            others = fork_many(n - 1, job)
            os.write(w, ",".join(map(str, [os.getpid(), *others])).encode())
            job(n - 1)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return [int(word) for word in os.read(r, 1000).split(b",")]
