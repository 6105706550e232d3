# the child says by its exit code whether the change went well; waitid
import os
import traceback


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            change(data)
            code = 0
        except BaseException:
            traceback.print_exc()
        os._exit(code)
    os.waitid(os.P_PID, pid, os.WEXITED)
    return data
