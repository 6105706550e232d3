# fails: test_new_and_running (two looks)
# breaks: "When the process ends while `outcome` looks"
def outcome(process):
    try:
        if process.exitcode is None:
            return "running" if process.is_alive() else "new"
    except ValueError:
        return "closed"
    if process.exitcode == 0:
        return "ok"
    return f"error {process.exitcode}" if process.exitcode > 0 else f"signal {-process.exitcode}"
