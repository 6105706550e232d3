"""Lists, and a function that changes them, takes its time, and ends in many ways."""

import sys
import time
from functools import partial

from forking import another_child, call, end
from own_copy import parent_view
from witness import given, mark


class Watched(list):
    """A list that says when it is copied."""

    def copy(self):
        mark("copied", "copy()")
        return list.copy(self)

    def __copy__(self):
        mark("copied", "copy.copy")
        return list.copy(self)

    def __deepcopy__(self, memo):
        mark("copied", "copy.deepcopy")
        return list.copy(self)

    def __reduce_ex__(self, protocol):
        mark("copied", "pickle")
        return list, (list.copy(self),)

    def __getitem__(self, place):
        if isinstance(place, slice) and range(len(self))[place] == range(len(self)) and len(self):
            mark("copied", "a slice")
        return list.__getitem__(self, place)

    def __iter__(self):
        self.asked_by = sys._getframe(1)
        return list.__iter__(self)

    def __len__(self):
        if getattr(self, "asked_by", None) is sys._getframe(1):  # list() asks for the length right after the iterator
            mark("copied", "list()")
        self.asked_by = None
        return list.__len__(self)


def plain(data):
    return list.copy(data) if isinstance(data, list) else repr(data)


def change(data, original, extra, seconds, how, value):
    mark("change", plain(data), data is original)
    if isinstance(data, list):
        list.reverse(data)
        list.append(data, extra)
    time.sleep(seconds)
    mark("changed", plain(data))
    return end(how, value)


if __name__ == "__main__":
    with another_child():
        for how, value, items, extra, seconds in given("calls"):
            data = Watched(items)
            call(
                parent_view,
                data,
                partial(change, original=data, extra=extra, seconds=seconds, how=how, value=value),
                said=lambda view, data=data: [plain(view), view is data],
            )
