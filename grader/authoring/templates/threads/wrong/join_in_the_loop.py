# fails: test_all_run_at_once (one after the other)
# breaks: "Run each job in a thread of its own, all of them at once"
# breaks: "No job waits until another has ended"
from threading import Thread


def the_exercise(jobs):
    for job in jobs:
        thread = Thread(target=job)
        thread.start()
        thread.join()
