# class: files
# harm: ships conftest.py, pytest.ini, sitecustomize.py and a .pth
# shown: HARM if one of them is run
# score: 3
# unprotected: HARM

import os


pass


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
