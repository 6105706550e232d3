# fails: test_each_line_once_by_its_process (wrong process)
# breaks: "written by the process that it belongs to"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(w, child_line.encode())
        os._exit(0)
    os.close(w)
    with open(r, encoding="utf-8") as pipe:
        print(pipe.read(), flush=True)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
