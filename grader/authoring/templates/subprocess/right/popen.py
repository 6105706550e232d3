# TO WRITE: two or three right programs, each in a style of its own; all of them must get full marks
from subprocess import PIPE, Popen


def the_exercise(argv):
    with Popen(argv, stdout=PIPE) as program:
        output, _ = program.communicate()
    return program.returncode, output.decode()
