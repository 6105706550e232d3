# fails: test_every_tuple_has_its_own_process (run() in place of start())
# breaks: "each in a process of its own, all at the same time"

from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for args in argslist:
        process = Process(target=task, args=args)
        process.run()
        codes.append(process.exitcode)
    return codes
