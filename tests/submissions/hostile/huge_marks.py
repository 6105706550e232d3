# class: channels
# harm: says marks of 2 GB
# shown: a grader that reads them whole runs out of memory
# score: 0
# why: endless output
# unprotected: the tests never end

import os


block = bytes(1 << 20)
while True:
    os.write(1000003, block)
