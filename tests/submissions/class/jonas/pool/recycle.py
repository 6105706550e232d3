from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return list(pool.imap_unordered(task, items))
