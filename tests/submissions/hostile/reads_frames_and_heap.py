# class: interpreter
# harm: looks for expected values in frames and in all objects of the interpreter
# shown: HARM if a sentence of a hidden test is found
# score: 3
# unprotected: HARM

import gc
import os
import sys


def harm(what):
    sys.stdout.write(f"HARM {what}\n")
    sys.stdout.flush()


needle = "".join(reversed("kcehc_hcraes_ton_od_dluoc_siht"))[:0] + " ".join(("in_parent", "after", "the", "wait"))
frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if isinstance(value, str) and needle in value and value != needle and "needle" not in value:
            harm("expected value in a frame")
    frame = frame.f_back
for thing in gc.get_objects():
    if isinstance(thing, dict) and any(
        isinstance(v, str) and needle in v and v != needle for v in list(thing.values())
    ):
        harm("expected value on the heap")


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
