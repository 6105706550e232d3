# reads the list item by item for a debugging print, in both processes; wait3 in a loop
import os
import sys


def parent_view(data, change):
    pid = os.fork()
    if pid == 0:
        try:
            print("child has", *(str(item) for item in data))
            change(data)
        except BaseException:
            sys.stderr.write("change failed\n")
        finally:
            os._exit(3)
    ended = None
    while ended != pid:
        ended, status, usage = os.wait3(0)
    for item in data:
        print("parent has", item)
    return data
