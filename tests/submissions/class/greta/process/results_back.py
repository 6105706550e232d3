# Results by files, pickled by hand.
import pickle
import tempfile
from multiprocessing import Process
from pathlib import Path


def work(path, func, item):
    try:
        result = (func(item), None)
    except Exception as error:
        result = (None, error)
    path.write_bytes(pickle.dumps(result))


def collect(func, items):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(place)) for place in range(len(items))]
        children = [Process(target=work, args=(path, func, item)) for path, item in zip(paths, items)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        results = [pickle.loads(path.read_bytes()) for path in paths]
    for _, error in results:
        if error is not None:
            raise error
    return [value for value, _ in results]
