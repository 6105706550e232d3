from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for args in argslist:
        process = Process(target=task, args=args)
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
