# fails: test_it_waits_for_the_child (sleep in place of join)
# breaks: "Return when the child has ended"
import time
from multiprocessing import Process


def the_exercise(task):
    Process(target=task).start()
    time.sleep(60)
