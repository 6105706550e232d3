# class: processes
# harm: makes system calls as a 32-bit program does
# shown: the filter's numbers mean other calls there
# score: 0
# why: killed
# unprotected: the tests never end

import ctypes
import mmap


page = mmap.mmap(-1, 4096, prot=7)
page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
