# fails: test_closed (only one start method)
# breaks: ""running" from then on"
# Under forkserver the process is no child of this one.
import os


def outcome(process):
    if process._closed:
        return "closed"
    if process.pid is None:
        return "new"
    if process._popen.returncode is None:
        try:
            os.kill(process.pid, 0)
            pid, status = os.waitpid(process.pid, os.WNOHANG)
        except ChildProcessError:
            return "ok"
        if not pid:
            return "running"
        process._popen.returncode = os.waitstatus_to_exitcode(status)
    code = process._popen.returncode
    if code < 0:
        return f"signal {-code}"
    return f"error {code}" if code else "ok"
