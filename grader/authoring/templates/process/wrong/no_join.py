# fails: test_it_waits_for_the_child (no join)
# breaks: "Return when the child has ended"
from multiprocessing import Process


def the_exercise(task):
    Process(target=task).start()
