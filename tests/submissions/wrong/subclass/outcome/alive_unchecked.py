# fails: test_new_and_running (alive unchecked)
# breaks: ""new" before `start()`"
# breaks: ""running" from then on"
def outcome(process):
    try:
        code = process.exitcode
    except ValueError:
        return "closed"
    if code is None:
        return "new"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
