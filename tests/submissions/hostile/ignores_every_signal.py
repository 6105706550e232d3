# class: interpreter
# harm: ignores SIGALRM and all else, then computes for ever
# shown: a grader that sets an alarm waits for ever
# score: 0
# why: endless loop
# unprotected: hangs

import signal


for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
