# class: processes
# harm: execs another program in the middle of the scenario
# shown: the scenario never comes to its end
# score: 0
# why: ends the main process
# unprotected: success by exit code

import os
import sys


os.execv(sys.executable, [sys.executable, "-S", "-c", "print('done')"])
