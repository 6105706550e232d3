# fails: test_every_tuple_has_its_own_process (task never ran)
# breaks: "There are as many children as tuples"

from multiprocessing import Process


def run_all(task, argslist):
    ps = [Process(target=task, args=(a[0], *a[1:])) for a in argslist]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return [p.exitcode for p in ps]
