# fails: test_all_that_it_prints_comes_back (output lost)
# breaks: "is returned as a str, whole, however much it is"
import subprocess


def the_exercise(argv):
    program = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    line = program.stdout.readline()
    program.stdout.read()
    return program.wait(), line
