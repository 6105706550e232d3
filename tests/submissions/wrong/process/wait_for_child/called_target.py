# fails: test_task_runs_in_a_process_of_its_own (target=task())
# breaks: "Run `task` in a process of its own"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task())
    process.start()
    process.join()
    say("main done")
