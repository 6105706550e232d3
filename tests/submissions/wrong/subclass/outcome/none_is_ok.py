# fails: test_new_and_running (alive unchecked)
# breaks: ""running" from then on"
# breaks: ""new" before `start()`"
def outcome(process):
    try:
        code = process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if not code:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
