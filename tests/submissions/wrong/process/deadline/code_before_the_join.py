# fails: test_who_is_late_is_killed (wrong exit code)
# breaks: "is what `Process.exitcode` says, in both cases"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
        return "killed", code
    return "done", code
