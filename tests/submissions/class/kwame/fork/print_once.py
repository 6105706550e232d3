# more lines than asked for, all of them flushed
import functools
import os

say = functools.partial(print, flush=True)


def print_once(header, child_line, parent_line):
    say(header)
    say("DEBUG: now the fork")
    pid = os.fork()
    if not pid:
        say(child_line)
        os._exit(0)
    os.waitpid(pid, 0)
    say("DEBUG: child is gone")
    say(parent_line)
