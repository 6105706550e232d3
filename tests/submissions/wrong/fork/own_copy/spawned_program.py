# fails: test_the_change_runs_in_one_child (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def parent_view(data, change):
    with ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=change, initargs=(data,)) as pool:
        try:
            pool.submit(os.getpid).result()
        except BaseException:
            pass
    return data
