# fails: test_the_words_reach_the_program_as_they_are (a shell in between)
# also fails: test_the_exit_code_is_that_of_the_program
# breaks: "Each word of `argv` reaches the program as it is"
# TO WRITE: one wrong program per mistake that you can think of, and at least one per sentence of the statement
import subprocess


def the_exercise(argv):
    done = subprocess.run(" ".join(argv), shell=True, stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stdout
