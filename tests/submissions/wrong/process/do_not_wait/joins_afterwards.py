# fails: test_main_goes_on_at_once (joins)
# breaks: "The main process waits for nothing"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
    process.join()
    return process
