# fails: test_the_parents_list_comes_back (the child's list comes back)
import json
import os


def parent_view(data, change):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        change(data)
        os.write(w, json.dumps(data).encode())
        os._exit(0)
    os.close(w)
    with open(r) as pipe:
        data[:] = json.load(pipe)
    os.waitpid(pid, 0)
    return data
