# fails: test_each_side_runs_in_its_own_process (another technique)
# breaks: "multiprocessing, subprocess and other ways"
from multiprocessing import *


def fork_once(in_child, in_parent):
    child = get_context("fork").Process(target=in_child)
    child.start()
    in_parent(child.pid)
    child.join()
