# class: channels
# harm: NUL bytes, invalid UTF-8, lone surrogates, bidirectional controls and a line of a megabyte
# shown: an exporter that does not escape breaks
# score: 3
# unprotected: output that drives its reader

import os


for descriptor in (1, 2):
    os.write(descriptor, b"\x00\xff\xfe\xed\xa0\x80\xe2\x80\xae\x1b[0;31m\x9b2J\r\n=1+1\t@x\n" + b"x" * (1 << 20))


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
