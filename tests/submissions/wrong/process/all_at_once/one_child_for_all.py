# fails: test_every_tuple_has_its_own_process (one process for several tuples)
from multiprocessing import get_context


def run_all(task, argslist):
    def all_of_them():
        for args in sorted(argslist, key=lambda args: args[-1] < 0):
            try:
                task(*args)
            except SystemExit:
                pass

    process = get_context("fork").Process(target=all_of_them)
    process.start()
    process.join()
    return [args[-1] for args in argslist]
