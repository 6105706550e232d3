# match on the exit code; the first question is one that a closed process refuses.
def outcome(process):
    try:
        pid = process.pid
    except ValueError:
        return "closed"
    if pid is None:
        return "new"
    match process.exitcode:
        case None:
            return "running"
        case 0:
            return "ok"
        case code if code > 0:
            return f"error {code}"
        case code:
            return f"signal {-code}"
