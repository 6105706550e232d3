# concurrent.futures with wait and an explicit shutdown, the spawn start method
import concurrent.futures
import multiprocessing


def ten_tasks(task, say):
    executor = concurrent.futures.ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn"))
    try:
        futures = {executor.submit(task, i) for i in range(10)}
        say("submitted")
        concurrent.futures.wait(futures)
    finally:
        executor.shutdown()
    say("all done")
