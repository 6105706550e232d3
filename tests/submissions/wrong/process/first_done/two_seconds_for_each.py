# fails: test_the_first_to_end_is_found (joins in order)
# also fails: test_the_losers_are_gone
# breaks: "The first process to end decides"
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    index = None
    while index is None:
        for i, process in enumerate(processes):
            process.join(2)
            if not process.is_alive():
                index = i
                break
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
    return index
