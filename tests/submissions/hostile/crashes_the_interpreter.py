# class: interpreter
# harm: crashes the interpreter in C
# shown: SIGSEGV
# score: 0
# why: killed
# unprotected: the tests never end

import ctypes


ctypes.string_at(0)
