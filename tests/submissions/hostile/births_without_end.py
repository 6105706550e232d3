# class: processes
# harm: one child after the other, never two at once
# shown: a thousand births; a limit on those alive is never reached
# score: 0
# why: fork bomb
# reaches: process-limit

import os


while True:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
