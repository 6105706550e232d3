# fails: test_task_runs_in_a_process_of_its_own (task ran twice)
# breaks: "let it call `task()`, once"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    task()
    process.join()
    say("main done")
