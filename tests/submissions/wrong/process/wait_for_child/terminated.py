# fails: test_task_runs_in_a_process_of_its_own (terminated)
# breaks: "Do not end the child before its task is done"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    process.terminate()
    process.join()
    say("main done")
