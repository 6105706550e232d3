"""One child under each start method, in a program that has settled its default."""

import multiprocessing

from relations import relations
from witness import given, mark


def plain(value):
    return value if isinstance(value, (int, str)) else repr(value)


if __name__ == "__main__":
    mark("default", multiprocessing.get_start_method())
    for method in given("methods"):
        mark("call", method)
        try:
            result = relations(method)
        except NotImplementedError:
            raise
        except Exception as error:
            mark("raised", method, type(error).__name__, str(error))
        else:
            mark("returned", method, {key: plain(value) for key, value in dict(result or {}).items()})
        mark("default-now", multiprocessing.get_start_method())
