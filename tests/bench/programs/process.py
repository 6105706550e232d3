"""Five prints a second apart in a Process, and a join."""

import sys
import time
from multiprocessing import Process

SECONDS = 0 if "--no-sleep" in sys.argv else 1


def work():
    for i in range(5):
        print("child", i)
        time.sleep(SECONDS)


if __name__ == "__main__":
    process = Process(target=work)
    process.start()
    process.join()
    print("main done")
