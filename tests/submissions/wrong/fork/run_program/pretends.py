# fails: test_the_program_runs_in_a_child (no fork)
# breaks: "Run the program `argv[0]`"
import re


def run_program(argv):
    word = re.search(r"word-\d+", argv[-1])
    return (0, word[0].encode() + b"\n") if word else (127, b"")
