# os.fork and os.pipe; reads each pipe to its end, then waits.
import os
import pickle


def collect(func, items):
    readers = []
    for item in items:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            try:
                try:
                    result = (True, func(item))
                except Exception as error:
                    result = (False, error)
                with os.fdopen(write, "wb") as pipe:
                    pickle.dump(result, pipe)
            finally:
                os._exit(0)
        os.close(write)
        readers.append((pid, read))
    results = []
    for pid, read in readers:
        with os.fdopen(read, "rb") as pipe:
            results.append(pickle.load(pipe))
        os.waitpid(pid, 0)
    for succeeded, value in results:
        if not succeeded:
            raise value
    return [value for _, value in results]
