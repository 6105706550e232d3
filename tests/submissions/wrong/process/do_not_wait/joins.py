# fails: test_main_goes_on_at_once (joins)
# also fails: test_a_live_process_is_returned
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    process.join()
    say("main goes on")
    return process
