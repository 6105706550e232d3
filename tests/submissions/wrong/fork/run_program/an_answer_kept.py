# fails: test_the_program_runs_in_a_child (answers kept)
# also fails: test_exit_code_and_output
# also fails: test_no_such_program_is_127
# also fails: test_nothing_is_left
# breaks: "Run the program `argv[0]` with the arguments"
import os

kept: dict[tuple[str, ...], tuple[int, bytes]] = {}


def run_program(argv: list[str]) -> tuple[int, bytes]:
    key = tuple(argv)
    if key not in kept:
        kept[key] = run(argv)
    return kept[key]


def run(argv: list[str]) -> tuple[int, bytes]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(writer, 1)
            os.close(reader)
            os.close(writer)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.close(writer)
    output = b""
    while piece := os.read(reader, 65536):
        output += piece
    os.close(reader)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
