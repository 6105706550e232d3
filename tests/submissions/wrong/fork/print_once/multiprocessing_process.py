# fails: test_each_line_once_by_its_process (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import functools
from multiprocessing import Process


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    child = Process(target=functools.partial(print, child_line, flush=True))
    child.start()
    child.join()
    print(parent_line)
