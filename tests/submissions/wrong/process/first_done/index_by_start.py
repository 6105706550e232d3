# fails: test_the_first_to_end_is_found (index by start)
# breaks: "The first process to end decides"
from multiprocessing import Process
from multiprocessing.connection import wait


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    wait([process.sentinel for process in processes])
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
    return [index for index, process in enumerate(processes) if process.exitcode is not None][0]
