# fails: test_exit_codes_are_in_order (wrong exit codes)
# breaks: "in the order of the tuples, whichever child ended first"

from multiprocessing import Process


def run_all(task, argslist):
    ps = [Process(target=task, args=a) for a in argslist]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return [p.exitcode for p in ps if p.exitcode]
