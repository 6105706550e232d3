# fails: test_new_and_running (alive unchecked)
# breaks: ""new" before `start()`"
def outcome(process):
    try:
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
