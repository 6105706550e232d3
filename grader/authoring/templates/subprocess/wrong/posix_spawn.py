# fails: test_the_words_reach_the_program_as_they_are (no subprocess)
# breaks: "Start the program with the module `subprocess`"
import os


def the_exercise(argv):
    ours, theirs = os.pipe()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 1)])
    os.close(theirs)
    with open(ours, "rb") as pipe:
        output = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output.decode()
