from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    while process.exitcode is None:
        process.join(timeout=20)
    say("main done")
