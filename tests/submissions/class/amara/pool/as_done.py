# a class with __next__ and close; forkserver
from multiprocessing import get_context


class Results:
    def __init__(self, task, items, limit):
        self.pool = get_context("forkserver").Pool(limit)
        self.results = self.pool.imap_unordered(task, items)

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self.results)
        except StopIteration:
            self.close()
            raise

    def close(self):
        self.pool.terminate()
        self.pool.join()


def as_done(task, items, limit):
    return Results(task, items, limit)
