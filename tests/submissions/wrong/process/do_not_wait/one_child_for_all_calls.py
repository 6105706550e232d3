# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "Every call starts a child of its own"

from multiprocessing import Process

last = None


def say_then_child(task, say):
    global last
    if last is None or not last.is_alive():
        last = Process(target=task)
        last.start()
    say("main goes on")
    return last
