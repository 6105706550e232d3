# looks on PATH before it forks; execvpe; a socket pair; a word on stderr
import os
import shutil
import socket
import sys


def run_program(argv):
    if shutil.which(argv[0]) is None:
        print("no such program:", argv[0], file=sys.stderr)
        return 127, b""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(theirs.fileno(), sys.stdout.fileno())
            os.execvpe(argv[0], argv, os.environ)
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(127)
    theirs.close()
    output = bytearray()
    with ours:
        while part := ours.recv(65536):
            output += part
    info = os.waitid(os.P_PID, pid, os.WEXITED)
    return info.si_status if info.si_code == os.CLD_EXITED else -info.si_status, bytes(output)
