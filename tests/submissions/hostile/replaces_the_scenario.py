# class: interpreter
# harm: replaces the scenario's own functions and its marks
# shown: the scenario's `mark` does nothing
# score: 0
# why: never called
# unprotected: the tests see nothing

import os
import sys
import witness


main = sys.modules["__main__"]
main.mark = lambda *words: None
main.in_child = main.in_parent = lambda *words: None
witness.mark = lambda *words: None


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
