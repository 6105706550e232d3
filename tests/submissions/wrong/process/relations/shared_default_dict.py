# fails: test_the_child_is_started_by_the_method_asked_for (one dictionary for all calls)
# breaks: "The function may be called several times"
import multiprocessing
import os


def report(sender):
    sender.send((os.getpid(), os.getppid(), multiprocessing.parent_process().pid))


def relations(method, result={}):
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    result["child_pid"], result["os_ppid"], result["logical_parent"] = receiver.recv()
    child.join()
    return result
