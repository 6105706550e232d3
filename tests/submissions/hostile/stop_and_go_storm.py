# class: processes
# harm: two processes stop and continue each other without end
# shown: ptrace(2) has a stop for each
# score: 0
# unprotected: hangs

import os
import signal


main = os.getpid()
child = os.fork()
other = child or main
while True:
    os.kill(other, signal.SIGSTOP)
    os.kill(other, signal.SIGCONT)
