# fails: test_main_goes_on_at_once (child started too late)
# breaks: "When the child has been started, the main process calls"

from multiprocessing import Process


def say_then_child(task, say):
    say("main goes on")
    process = Process(target=task)
    process.start()
    return process
