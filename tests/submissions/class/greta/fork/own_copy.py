# parent's branch first, os.wait
import os


def parent_view(data, change):
    if os.fork():
        os.wait()
        return data
    try:
        change(data)
    finally:
        os._exit(0)
