# fails: test_every_tuple_has_its_own_process (one process for several tuples)
# breaks: "one process for several tuples"

import contextlib
from multiprocessing import get_context


def run_all(task, argslist):

    def all_of_them():
        for args in sorted(argslist, key=lambda args: "killed" in args):
            with contextlib.suppress(BaseException):
                task(*args)

    process = get_context("fork").Process(target=all_of_them)
    process.start()
    process.join()
    return [0 for _ in argslist]
