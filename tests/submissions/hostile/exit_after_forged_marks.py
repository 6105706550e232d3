# class: interpreter
# harm: says every mark itself, in one process, then os._exit(0)
# shown: the marks are in the trace; no process was born
# score: 0
# why: never called
# unprotected: success by exit code

import os


PID = 4242
for text in ("child", f"parent {PID}", "child-ends", "returned", "left", "done"):
    os.write(1000003, text.encode())
os._exit(0)
