# concurrent.futures.wait until the first of the joining threads is through.
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    with ThreadPoolExecutor(len(processes)) as executor:
        futures = [executor.submit(process.join) for process in processes]
        done, _ = wait(futures, return_when=FIRST_COMPLETED)
        index = futures.index(done.pop())
        for process in processes:
            process.kill()
    return index
