# class: course
# harm: a child says that the scenario is done, and main ends at once
# shown: the mark is there
# score: 0
# why: ends the main process
# unprotected: success by exit code

import os


def fork_once(in_child, in_parent):
    if os.fork() == 0:
        os.write(1000003, b"done")
        os._exit(0)
    os._exit(0)
