# a thread reads while the main thread waits for the program
import os
import threading


def run_program(argv):
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(write_end, 1, inheritable=True)
            os.execvp(argv[0], argv)
        except FileNotFoundError:
            os._exit(127)
        finally:
            os._exit(126)
    os.close(write_end)
    output = []
    reader = threading.Thread(target=lambda: output.append(os.fdopen(read_end, "rb").read()))
    reader.start()
    _, status = os.waitpid(pid, 0)
    reader.join()
    return os.waitstatus_to_exitcode(status), output[0]
