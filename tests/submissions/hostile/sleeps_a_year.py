# class: processes
# harm: sleeps for a year
# shown: a grader in real time waits a year
# score: 0
# why: waits for ever
# unprotected: hangs

import time


time.sleep(366 * 24 * 3600)
