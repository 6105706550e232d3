# os.fork by hand; every worker has its own share of the items, decided beforehand
import os
import pickle


def with_setup(task, items, limit, setup):
    results = [None] * len(items)
    readers = []
    for first in range(min(limit, len(items))):
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                setup()
                mine = [(place, task(items[place])) for place in range(first, len(items), limit)]
                with open(writer, "wb") as out:
                    pickle.dump(mine, out)
            finally:
                os._exit(0)
        os.close(writer)
        readers.append((pid, reader))
    for pid, reader in readers:
        with open(reader, "rb") as source:
            for place, result in pickle.load(source):
                results[place] = result
        os.waitpid(pid, 0)
    return results
