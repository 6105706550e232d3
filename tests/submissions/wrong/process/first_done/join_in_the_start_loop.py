# fails: test_the_first_to_end_is_found (joins in order)
# also fails: test_the_losers_are_gone
# breaks: "all of them are started before"
from multiprocessing import Process


def first_done(tasks):
    times = []
    for task in tasks:
        process = Process(target=task)
        process.start()
        process.join()
        times.append(process.pid)
    return times.index(min(times))
