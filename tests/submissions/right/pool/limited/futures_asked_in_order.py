# one future per item; no worker for no item
from concurrent.futures import ProcessPoolExecutor


def run_limited(task, items, limit):
    if not items:
        return []
    with ProcessPoolExecutor(max_workers=min(limit, len(items))) as executor:
        futures = [executor.submit(task, item) for item in items]
    return [future.result() for future in futures]
