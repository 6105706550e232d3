# class: processes
# harm: takes memory without end
# shown: the machine would swap, and kill others
# score: 0

import mmap


KEPT = []
while True:
    KEPT.append(bytearray(64 << 20))
