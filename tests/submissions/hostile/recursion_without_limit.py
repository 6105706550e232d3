# class: interpreter
# harm: recurses until the C stack is full
# shown: SIGSEGV, or MemoryError
# score: 0
# unprotected: the tests never end

import sys


sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())
