# fails: test_task_runs_in_a_process_of_its_own (task ran twice)
# breaks: "it calls `task()`, once"

from multiprocessing import Process


def w(task):
    try:
        task()
    except BaseException:
        task()


def say_then_child(task, say):
    p = Process(target=w, args=(task,))
    p.start()
    say("main goes on")
    return p
