# fails: test_new_and_running (two looks)
# breaks: "When the process ends while `outcome` looks"
def outcome(process):
    try:
        if process.pid is None:
            return "new"
        code = process.exitcode
        if process.is_alive():
            return "running"
    except ValueError:
        return "closed"
    if not code:
        return "ok" if code == 0 else "error None"
    return f"error {code}" if code > 0 else f"signal {-code}"
