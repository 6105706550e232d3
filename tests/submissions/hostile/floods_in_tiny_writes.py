# class: channels
# harm: prints without end, byte by byte
# shown: a grader that keeps every write runs out of memory
# score: 0
# unprotected: the tests never end

import os


while True:
    os.write(1, b"x")
    os.write(2, b"y")
