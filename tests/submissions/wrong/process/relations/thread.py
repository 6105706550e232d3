# fails: test_the_child_is_started_by_the_method_asked_for (no child)
# breaks: "Start a child under the start method"
import os
from threading import Thread, get_native_id


def relations(method):
    result = {}

    def report():
        result.update(child_pid=get_native_id(), os_ppid=os.getpid(), logical_parent=os.getpid())

    thread = Thread(target=report)
    thread.start()
    thread.join()
    return result
