"""The programs whose traces are known, each named by its argument; the interpreter to be tested runs this file."""

import multiprocessing
import os
import sys
import time
from typing import Any


def work(code: int) -> None:
    time.sleep(1)
    print("worker", flush=True)
    sys.exit(code)


def square(number: int) -> int:
    time.sleep(2)
    return number * number


def fork_() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(5)
    os.waitpid(pid, 0)


def start(method: str) -> None:
    context: Any = multiprocessing.get_context(method)
    process = context.Process(target=work, args=(3,))
    process.start()
    process.join()
    with context.Pool(2) as pool:
        squares = pool.map(square, [1, 2, 3], chunksize=1)
        pool.close()
        pool.join()
    print(process.exitcode, squares, flush=True)


def deadlock() -> None:
    reader, _writer = os.pipe()
    os.read(reader, 1)


if __name__ == "__main__":
    os.chdir("/")  # whatever lies in the current folder, the helpers import the library
    if sys.argv[1] in multiprocessing.get_all_start_methods():
        start(sys.argv[1])
    else:
        globals()[sys.argv[1]]()
