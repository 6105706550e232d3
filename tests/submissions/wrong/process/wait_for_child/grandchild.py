# fails: test_task_runs_in_a_process_of_its_own (more than one process)
# breaks: "Create one child process"

from multiprocessing import Process


def w(task):
    p = Process(target=task)
    p.start()
    p.join()


def run_then_say(task, say):
    p = Process(target=w, args=(task,))
    p.start()
    p.join()
    say("main done")
