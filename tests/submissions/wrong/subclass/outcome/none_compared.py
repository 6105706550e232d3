# fails: test_new_and_running (None compared with a number)
# breaks: ""new" before `start()`"
# breaks: ""running" from then on"
def outcome(process):
    try:
        code = process.exitcode
    except ValueError:
        return "closed"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    if code > 0:
        return f"error {code}"
    return "running" if process.is_alive() else "new"
