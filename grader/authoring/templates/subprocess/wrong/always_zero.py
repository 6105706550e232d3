# fails: test_the_exit_code_is_that_of_the_program (another exit code)
# breaks: "Run the program `argv`, and return its exit code"
# breaks: "minus the number of the signal"
import subprocess


def the_exercise(argv):
    return 0, subprocess.run(argv, stdout=subprocess.PIPE, text=True).stdout
