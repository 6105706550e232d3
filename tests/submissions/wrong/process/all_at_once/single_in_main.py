# fails: test_every_tuple_has_its_own_process (task in the main process)
# breaks: "running `task` in the main process"

from multiprocessing import Process


def run_all(task, argslist):
    if len(argslist) == 1:
        try:
            task(*argslist[0])
            return [0]
        except SystemExit as e:
            return [e.code or 0]
    ps = [Process(target=task, args=a) for a in argslist]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return [p.exitcode for p in ps]
