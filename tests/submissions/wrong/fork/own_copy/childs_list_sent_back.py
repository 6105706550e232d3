# fails: test_the_parents_list_comes_back (the child's list comes back)
# also fails: test_the_child_is_gone
# breaks: "Let a child change its copy"
import os
import pickle


def parent_view(data, change):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            change(data)
            os.write(w, pickle.dumps([*list.__iter__(data)]))
        finally:
            os._exit(0)
    os.close(w)
    with open(r, "rb") as pipe:
        sent = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(sent) if sent else data
