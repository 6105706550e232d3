# fails: test_the_first_to_end_is_found (a busy loop)
# breaks: "asking all the time, without any pause"
from multiprocessing import get_context


def first_done(tasks):
    processes = [get_context("fork").Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    while True:
        for index, process in enumerate(processes):
            if not process.is_alive():
                for other in processes:
                    other.kill()
                for other in processes:
                    other.join()
                return index
