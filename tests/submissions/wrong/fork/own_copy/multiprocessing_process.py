# fails: test_the_change_runs_in_one_child (another technique)
# breaks: "multiprocessing, subprocess and other ways"
from multiprocessing import Process


def parent_view(data, change):
    process = Process(target=change, args=(data,))
    process.start()
    process.join()
    return data
