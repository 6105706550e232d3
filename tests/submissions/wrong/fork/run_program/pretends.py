# fails: test_the_program_runs_in_a_child (no fork)
def run_program(argv):
    if argv[0] != "sh":
        return 127, b""
    return 0, argv[2].partition("echo ")[2].partition(";")[0].encode() + b"\n"
