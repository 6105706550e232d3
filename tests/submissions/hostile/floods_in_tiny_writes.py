# class: channels
# harm: prints without end, byte by byte
# shown: a grader that keeps every write runs out of memory
# score: 0
# unprotected: hangs

import os


while True:
    os.write(1, b"x")
    os.write(2, b"y")
