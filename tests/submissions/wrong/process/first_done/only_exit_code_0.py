# fails: test_a_failure_is_an_end (only a good end counts)
# also fails: test_the_losers_are_gone
# breaks: "The first process to end decides"
import time
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    while True:
        for index, process in enumerate(processes):
            if process.exitcode == 0:
                for other in processes:
                    other.terminate()
                for other in processes:
                    other.join()
                return index
        time.sleep(1)
