# fails: test_the_task_runs_in_a_child (task ran twice)
# breaks: "let it call `task()` once"
from multiprocessing import Process


def the_exercise(task):
    for _ in range(2):
        child = Process(target=task)
        child.start()
        child.join()
