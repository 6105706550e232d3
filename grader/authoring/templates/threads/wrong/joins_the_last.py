# fails: test_it_waits_for_all (no join)
# breaks: "Return when all threads have ended"
from threading import Thread


def the_exercise(jobs):
    for job in jobs:
        thread = Thread(target=job)
        thread.start()
    thread.join()
