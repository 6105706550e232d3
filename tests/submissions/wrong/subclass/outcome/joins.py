# fails: test_new_and_running (the look changes it)
# also fails: test_ended_by_a_signal
# breaks: "`outcome` does not wait"
def outcome(process):
    try:
        if process.pid is None:
            return "new"
        process.join()
        code = process.exitcode
    except ValueError:
        return "closed"
    if code is None:
        return "running"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
