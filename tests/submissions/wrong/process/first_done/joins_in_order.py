# fails: test_the_first_to_end_is_found (joins in order)
# also fails: test_the_losers_are_gone
# breaks: "return the index of the first that ends"
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    for index, process in enumerate(processes):
        process.join()
        for other in processes:
            other.kill()
        for other in processes:
            other.join()
        return index
