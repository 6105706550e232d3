"""`python -m grader.book [DIR]`: build the course's book."""

import sys
from pathlib import Path

from grader.book.build import build
from grader.course.contents import find_course

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build", "book")
    print(f"The book: {build(find_course(), folder)}")
