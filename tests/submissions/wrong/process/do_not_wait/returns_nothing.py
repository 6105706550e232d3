# fails: test_a_live_process_is_returned (no process returned)
# breaks: "returns the object of this child's process"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
