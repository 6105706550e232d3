# fails: test_every_tuple_has_its_own_process (not every tuple once)
# breaks: "Two tuples may be equal"

from multiprocessing import Process


def run_all(task, argslist):
    ps = {a: Process(target=task, args=a) for a in argslist}
    for p in ps.values():
        p.start()
    for p in ps.values():
        p.join()
    return [ps[a].exitcode for a in argslist]
