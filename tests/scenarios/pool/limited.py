"""Calls with items of very different lengths, equal, empty, or none at all, on a machine of so many cores."""

import limited
from edges import line_in
from limited import run_limited
from pool_tasks import TASKS, plain, set_cores
from witness import given, mark

if __name__ == "__main__":
    answers = []
    for call, order in enumerate(given("calls")):
        set_cores(order["cores"])
        mark("called", call)
        try:
            answers.append(run_limited(TASKS[call], order["items"], order["limit"]))
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", call, type(error).__name__, str(error), line_in(error, limited.__file__))
            break
        mark("returned", call, type(answers[-1]).__name__, plain(answers[-1]))
    for call, answer in enumerate(answers):
        mark("kept", call, plain(answer))
