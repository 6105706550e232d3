# fails: test_task_runs_in_a_process_of_its_own (run() in place of start())
# breaks: "Start `task` in a process of its own"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.run()
    say("main goes on")
    return process
