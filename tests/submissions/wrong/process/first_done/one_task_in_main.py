# fails: test_the_first_to_end_is_found (a task in the main process)
# also fails: test_the_losers_are_gone
# breaks: "Every task gets its process"
from multiprocessing import Process
from multiprocessing.connection import wait


def first_done(tasks):
    if len(tasks) == 1:
        tasks[0]()
        return 0
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ready = wait([process.sentinel for process in processes])
    for process in processes:
        process.terminate()
        process.join()
    return [process.sentinel for process in processes].index(ready[0])
