# fails: test_each_job_runs_in_a_thread (processes in place of threads)
# breaks: "Create one `threading.Thread` for each"
from multiprocessing import get_context


def the_exercise(jobs):
    processes = [get_context("fork").Process(target=job) for job in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
