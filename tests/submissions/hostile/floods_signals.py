# class: channels
# harm: sends itself signals without end, and makes an event of each
# shown: the trace would have millions of events
# score: 0
# unprotected: hangs

import os
import signal


signal.signal(signal.SIGUSR1, signal.SIG_IGN)
while True:
    os.kill(os.getpid(), signal.SIGUSR1)
