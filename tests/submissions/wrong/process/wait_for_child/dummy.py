# fails: test_task_runs_in_a_process_of_its_own (a thread in place of a process)
# breaks: "Not allowed: threads, pools"

from multiprocessing.dummy import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    process.join()
    say("main done")
