# class: channels
# harm: says marks without end
# shown: a grader that keeps every mark runs out of memory
# score: 0
# why: endless output
# unprotected: floods

import os


while True:
    os.write(1000003, b"begin 1")
