# fails: test_task_runs_in_a_process_of_its_own (a thread in place of a process)
# breaks: "Not allowed: threads, pools"

from threading import Thread


def run_then_say(task, say):
    thread = Thread(target=task)
    thread.start()
    thread.join()
    say("main done")
