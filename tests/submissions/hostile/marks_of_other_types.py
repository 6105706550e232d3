# class: interpreter
# harm: says marks with values of every type where numbers are expected
# shown: TypeError in who compares them
# score: 0
# why: wrong pid
# unprotected: breaks the reader

import os


for value in ("null", "NaN", "1e999", "[[]]", "{}", '"x"', "-0.0", "9" * 4000, "true"):
    os.write(1000003, f"parent {value}".encode())


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
