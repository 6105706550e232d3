from multiprocessing import Process


def first_done(tasks):
    times = []
    for task in tasks:
        process = Process(target=task)
        process.start()
        process.join()
        times.append(process.pid)
    return times.index(min(times))
