# class: channels
# harm: prints without end
# shown: a grader that keeps output runs out of memory
# score: 0
# why: endless output
# unprotected: floods

import os


while True:
    os.write(1, bytes(65536))
