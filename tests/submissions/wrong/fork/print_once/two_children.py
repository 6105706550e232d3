# fails: test_each_line_once_by_its_process (more than one fork)
# breaks: "created with one `os.fork`"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    for words in (child_line, None):
        pid = os.fork()
        if pid == 0:
            if words is not None:
                print(words, flush=True)
            os._exit(0)
        os.waitpid(pid, 0)
    print(parent_line, flush=True)
