# fails: test_the_program_runs_in_a_child (another technique)
# breaks: "subprocess, os.posix_spawn, os.spawn"
import os


def run_program(argv):
    r, w = os.pipe()
    try:
        pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, w, 1)])
    except FileNotFoundError:
        os.close(r)
        os.close(w)
        return 127, b""
    os.close(w)
    with open(r, "rb") as pipe:
        output = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
