# fails: test_the_first_to_end_is_found (a busy loop)
# breaks: "asking all the time, without any pause"
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    first = None
    while first is None:
        for index, process in enumerate(processes):
            process.join(0)
            if process.exitcode is not None:
                first = index
    for process in processes:
        process.kill()
        process.join()
    return first
