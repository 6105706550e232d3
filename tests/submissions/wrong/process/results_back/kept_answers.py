# fails: test_every_item_has_its_own_process (not every item once)
# breaks: "Call `func(item)` for every item"
from multiprocessing import Pipe, Process

KNOWN = {}


def _send(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, error))


def collect(func, items):
    found = []
    for item in items:
        key = (func.__name__, item) if isinstance(item, tuple) else None
        if key is None or key not in KNOWN:
            receiver, sender = Pipe(duplex=False)
            process = Process(target=_send, args=(sender, func, item))
            process.start()
            outcome = receiver.recv()
            process.join()
            if outcome[1] is not None:
                raise outcome[1]
            found.append(outcome[0])
            KNOWN[key] = outcome[0]
        else:
            found.append(KNOWN[key])
    return found
