# concurrent.futures: as many workers as items.
from concurrent.futures import ProcessPoolExecutor


def collect(func, items):
    with ProcessPoolExecutor(max_workers=max(1, len(items))) as executor:
        return list(executor.map(func, items))
