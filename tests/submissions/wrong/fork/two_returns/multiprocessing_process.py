# fails: test_each_side_runs_in_its_own_process (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import multiprocessing as mp


def fork_once(in_child, in_parent):
    process = mp.get_context("fork").Process(target=in_child)
    process.start()
    in_parent(process.pid)
    process.join()
