# fails: test_a_live_process_is_returned (daemon)
# breaks: "is not a daemon"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task, daemon=True)
    process.start()
    say("main goes on")
    return process
