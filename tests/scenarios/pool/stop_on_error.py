"""Calls in which the tasks run for long, and perhaps one or two fail soon."""

from pool_tasks import TASKS, plain
from stop_on_error import first_error_stops
from witness import given, mark

if __name__ == "__main__":
    for call, order in enumerate(given("calls")):
        mark("called", call)
        try:
            value = first_error_stops(TASKS[call], order["items"], order["limit"])
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", call, plain(error))
        else:
            mark("returned", call, plain(value))
