# fails: test_the_child_is_waited_for (no join)
# breaks: "the child has ended and has been waited for"
# The answer has arrived, and so nobody asks any more what became of the child.
import multiprocessing
import os


def relations(method):
    context = multiprocessing.get_context(method)
    queue = context.SimpleQueue()
    context.Process(target=report, args=(queue,)).start()
    return queue.get()


def report(queue):
    parent = multiprocessing.parent_process()
    queue.put({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent.pid})
