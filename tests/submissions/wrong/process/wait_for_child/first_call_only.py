# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "let it call `task()`, once"

from multiprocessing import Process

done = []


def run_then_say(task, say):
    if not done:
        done.append(1)
        p = Process(target=task)
        p.start()
        p.join()
    say("main done")
