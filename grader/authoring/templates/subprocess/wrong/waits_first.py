# fails: test_all_that_it_prints_comes_back (waits before it reads)
# also fails: test_the_words_reach_the_program_as_they_are
# also fails: test_the_exit_code_is_that_of_the_program
# breaks: "is returned as a str, whole, however much it is"
import subprocess


def the_exercise(argv):
    program = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    code = program.wait()
    return code, program.stdout.read()
