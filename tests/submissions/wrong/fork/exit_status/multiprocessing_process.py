# fails: test_code_of_a_job_that_returns (another technique)
# breaks: "multiprocessing, subprocess and other ways"
import sys
from multiprocessing import Process


def run(job):
    sys.exit(job())


def exit_code_of(job):
    process = Process(target=run, args=(job,))
    process.start()
    process.join()
    return process.exitcode
