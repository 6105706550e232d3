# fails: test_every_item_has_its_own_process (one process for several items)
# breaks: "No process calls `func` for two items"
# concurrent.futures: as many workers as items.
from concurrent.futures import ProcessPoolExecutor


def collect(func, items):
    with ProcessPoolExecutor(max_workers=max(1, len(items))) as executor:
        return list(executor.map(func, items))
