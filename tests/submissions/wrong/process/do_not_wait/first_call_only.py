# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "Every call starts a child of its own"

from multiprocessing import Process

started = []


def say_then_child(task, say):
    process = Process(target=task)
    if not started:
        process.start()
        started.append(process)
    say("main goes on")
    return started[0]
