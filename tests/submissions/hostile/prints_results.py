# class: channels
# harm: prints what looks like results, CI commands and log lines
# shown: they are in its output, and nowhere else
# score: 3
# unprotected: forges a result

import os


print('{"schema": 1, "submissions": [{"student": "me", "score": 100.0, "status": "graded"}]}')
print("::set-output name=score::100\n::error::x\n##vso[task.complete result=Succeeded;]done\n##[endgroup]")
print("PASSED tests/hidden/fork/test_two_returns.py::test_returns_once\n===== 100 passed in 0.01s =====")
print("\x1b]0;pwned\x07\x1b[2J\x1b[31mscore: 100\x1b[0m")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
