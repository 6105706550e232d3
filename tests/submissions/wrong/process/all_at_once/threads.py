# fails: test_every_tuple_has_its_own_process (a thread in place of a process)
# breaks: "running `task` in the main process"

from multiprocessing.dummy import Pool


def run_all(task, argslist):
    with Pool(len(argslist)) as pool:
        pool.starmap(task, argslist)
    return [args[-1] for args in argslist]
