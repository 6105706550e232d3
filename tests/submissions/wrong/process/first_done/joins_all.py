# fails: test_the_first_to_end_is_found (joins in order)
# also fails: test_the_losers_are_gone
# breaks: "All others are then"
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return 0
