"""Calls with many items and few, for workers that may do only so many each."""

import recycle as exercise
from edges import line_in
from pool_tasks import TASKS, plain
from recycle import recycle
from witness import given, mark

if __name__ == "__main__":
    for call, order in enumerate(given("calls")):
        mark("called", call)
        try:
            answer = recycle(TASKS[call], order["items"], order["limit"], order["per_worker"])
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", call, type(error).__name__, str(error), line_in(error, exercise.__file__))
            break
        mark("returned", call, type(answer).__name__, plain(answer))
