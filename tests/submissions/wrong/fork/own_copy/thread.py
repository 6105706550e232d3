# fails: test_the_change_runs_in_one_child (change in the parent)
from threading import Thread


def parent_view(data, change):
    thread = Thread(target=change, args=(data,))
    thread.start()
    thread.join()
    return data
