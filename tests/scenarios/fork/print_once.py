"""Three lines, printed by two processes, several times; the caller has printed something before."""

from forking import another_child, call
from print_once import print_once
from witness import given

if __name__ == "__main__":
    with another_child():
        for before, header, child_line, parent_line in given("calls"):
            if before is not None:
                print(before)
            call(print_once, header, child_line, parent_line)
