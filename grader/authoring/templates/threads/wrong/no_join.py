# fails: test_it_waits_for_all (no join)
# breaks: "Return when all threads have ended"
from threading import Thread


def the_exercise(jobs):
    for job in jobs:
        Thread(target=job).start()
