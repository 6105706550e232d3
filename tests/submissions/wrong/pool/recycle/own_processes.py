# fails: test_each_item_runs_once_in_a_worker_of_a_pool (not a Pool)
# breaks: "for every item in a `multiprocessing.Pool`"
# Workers of its own, each with a share of items beforehand.
from multiprocessing import Process, SimpleQueue


def work(task, orders, results):
    for place, item in orders:
        results.put((place, task(item)))


def recycle(task, items, limit, per_worker):
    results, found = SimpleQueue(), {}
    orders = list(enumerate(items))
    shares = [orders[n : n + per_worker] for n in range(0, len(orders), per_worker)]
    running = []
    while len(found) < len(items):
        while shares and len(running) < limit:
            share = shares.pop(0)
            running.append((Process(target=work, args=(task, share, results)), dict(share)))
            running[-1][0].start()
        place, result = results.get()
        found[place] = result
        for process, share in running:
            share.pop(place, None)
            if not share:
                process.join()
        running = [(process, share) for process, share in running if share]
    return [found[place] for place in range(len(items))]
