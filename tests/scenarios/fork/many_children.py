"""Several sets of jobs: some take long, some none; they end in different orders and in many ways."""

import time
from functools import partial

from forking import another_child, call, end
from many_children import fork_many
from witness import given, mark


def job(jobs, i):
    mark("begin", i)
    how, value, seconds = jobs[i] if isinstance(i, int) and 0 <= i < len(jobs) else ("return", None, 0)
    time.sleep(seconds)
    mark("end", i)
    return end(how, value)


if __name__ == "__main__":
    with another_child():
        for jobs in given("calls"):
            call(
                fork_many,
                len(jobs),
                partial(job, jobs),
                said=lambda pids: [pids if isinstance(pids, list) else repr(pids), type(pids).__name__],
            )
