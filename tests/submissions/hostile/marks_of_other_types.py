# class: interpreter
# harm: says marks with values of every type where numbers are expected
# shown: TypeError in who compares them
# score: 0
# why: called twice
# unprotected: breaks the reader

import os


VALUES = ("null", "NaN", "1e999", "[[]]", "{}", '"x"', "-0.0", "9" * 4000, "true")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    for value in VALUES:
        os.write(1000003, f"parent {value}".encode())
    in_parent(pid)
    os.waitpid(pid, 0)
