"""Three lines, printed by two processes, several times, also into a file; the caller has printed something before."""

import os
import sys

from forking import another_child, call
from print_once import print_once
from witness import given, mark


def ask(before, header, child_line, parent_line):
    if before is not None:
        print(before)
    call(print_once, header, child_line, parent_line)


def ask_with_a_file(*texts):
    """Call it while stdout is a file, and mark what the file holds then."""
    sys.stdout.flush()
    terminal, file = os.dup(1), os.memfd_create("stdout")
    os.dup2(file, 1)
    ask(*texts)
    sys.stdout.flush()
    os.dup2(terminal, 1)
    mark("file", os.pread(file, 10_000, 0).decode(errors="replace"))


if __name__ == "__main__":
    with another_child():
        for texts in given("calls"):
            ask(*texts)
        if given("file"):
            ask_with_a_file(*given("file"))
