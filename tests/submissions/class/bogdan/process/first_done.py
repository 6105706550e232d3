# multiprocessing.connection.wait on all sentinels, under spawn; SIGKILL for the losers.
from multiprocessing import connection, get_context


def first_done(tasks):
    context = get_context("spawn")
    indexes = {}
    processes = []
    for index, task in enumerate(tasks):
        process = context.Process(target=task, daemon=True)
        process.start()
        processes.append(process)
        indexes[process.sentinel] = index
    first, *_ = connection.wait(indexes)
    for process in processes:
        process.kill()
        process.join()
    return indexes[first]
