# Two loops in order: start all, then join all.
import multiprocessing


def run_all(task, argslist):
    children = []
    for args in argslist:
        child = multiprocessing.Process(target=task, args=args)
        child.start()
        children.append(child)
    codes = []
    for child in children:
        child.join()
        codes.append(child.exitcode)
    return codes
