# fails: test_exit_codes_are_in_order (an exception)
# breaks: "for no tuples, an empty list"

from multiprocessing import Process


def run_all(task, argslist):
    ps = [Process(target=task, args=a) for a in argslist]
    for p in ps:
        p.start()
    last = ps[-1]
    for p in ps:
        p.join()
    last.join()
    return [p.exitcode for p in ps]
