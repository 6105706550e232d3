# fails: test_task_runs_in_a_process_of_its_own (terminated)
# breaks: "you do not end it"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
    process.terminate()
    return process
