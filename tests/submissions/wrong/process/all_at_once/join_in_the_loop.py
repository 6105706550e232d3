# fails: test_all_are_alive_together (join inside the start loop)
# breaks: "alive and at work together"

from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for args in argslist:
        process = Process(target=task, args=args)
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
