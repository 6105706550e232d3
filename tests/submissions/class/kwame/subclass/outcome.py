# join(0) first, then is_alive and exitcode, all in one try.
def outcome(process):
    try:
        if process.ident:
            process.join(0)
        if process.is_alive():
            return "running"
        code = process.exitcode
        if code is None:
            return "new"
        if code == 0:
            return "ok"
        if code < 0:
            return "signal " + str(-code)
        return "error " + str(code)
    except ValueError:
        return "closed"
