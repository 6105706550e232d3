# fails: test_every_tuple_has_its_own_process (a loop without processes)
from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for args in argslist:
        process = Process(target=task, args=args)
        process.run()
        codes.append(process.exitcode)
    return codes
