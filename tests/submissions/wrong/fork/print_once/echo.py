# fails: test_each_line_once_by_its_process (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import os
import sys
from subprocess import *


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    run([sys.executable, "-ISc", f"print({child_line!r})"])
    print(parent_line, flush=True)
