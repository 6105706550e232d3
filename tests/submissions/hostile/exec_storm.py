# class: processes
# harm: becomes another program again and again
# shown: exec without end
# score: 0
# unprotected: hangs

import os
import sys


CODE = "import os, sys; os.execv(sys.executable, [sys.executable, '-I', '-S', '-c', sys.argv[1], sys.argv[1]])"
os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", CODE, CODE])
