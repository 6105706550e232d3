# fails: test_the_program_runs_in_a_child (another technique)
# breaks: "subprocess, os.posix_spawn, os.spawn"
import subprocess


def run_program(argv):
    try:
        done = subprocess.run(argv, stdout=subprocess.PIPE)
    except FileNotFoundError:
        return 127, b""
    return done.returncode, done.stdout
