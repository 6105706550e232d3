# class: interpreter
# harm: replaces Process.join and Pool in the interpreter of the tests
# shown: the replaced functions do nothing
# score: 3
# unprotected: changes the tests' interpreter

import importlib
import os


package = importlib.import_module("multi" + "processing")
package.Process.join = package.Process.start = lambda self, timeout=None: None
package.Pool = None


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
