# fails: test_all_are_alive_together (not all at once)
# breaks: "alive and at work together"

from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for start in range(0, len(argslist), 2):
        pair = [Process(target=task, args=args) for args in argslist[start : start + 2]]
        for process in pair:
            process.start()
        for process in pair:
            process.join()
        codes += [process.exitcode for process in pair]
    return codes
