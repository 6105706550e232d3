# TO WRITE: two or three right programs, each in a style of its own; all of them must get full marks
from concurrent.futures import ThreadPoolExecutor


def the_exercise(jobs):
    with ThreadPoolExecutor(len(jobs)) as executor:
        for job in jobs:
            executor.submit(job)
