# fails: test_main_goes_on_at_once (other words)
# breaks: "When the child has been started, the main process calls"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main done")
    return process
