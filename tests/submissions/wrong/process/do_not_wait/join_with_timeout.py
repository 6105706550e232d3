# fails: test_main_goes_on_at_once (waits a while)
# breaks: "The main process waits for nothing"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    process.join(2)
    say("main goes on")
    return process
