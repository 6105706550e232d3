"""Three lines, printed by two processes."""

from print_once import print_once
from witness import given, mark

if __name__ == "__main__":
    try:
        print_once(given("header"), given("child_line"), given("parent_line"))
        mark("returned")
    finally:
        mark("left")
