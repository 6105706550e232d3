# fails: test_all_are_alive_together (not all at once)
# breaks: "There are as many children as tuples"

from multiprocessing import Process


def run_all(task, argslist):
    codes = []
    for i in range(0, len(argslist), 8):
        ps = [Process(target=task, args=a) for a in argslist[i : i + 8]]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        codes += [p.exitcode for p in ps]
    return codes
