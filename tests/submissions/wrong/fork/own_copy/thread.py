# fails: test_the_change_runs_in_one_child (no fork)
# breaks: "Create one child with one"
from threading import Thread


def parent_view(data, change):
    thread = Thread(target=change, args=(data,))
    thread.start()
    thread.join()
    return data
