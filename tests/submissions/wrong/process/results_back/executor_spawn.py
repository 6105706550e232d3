# fails: test_every_item_has_its_own_process (one process for several items)
# breaks: "Call `func(item)` for every item"
# concurrent.futures with the start method spawn, futures by hand.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def collect(func, items):
    with ProcessPoolExecutor(len(items), mp_context=get_context("spawn")) as executor:
        futures = [executor.submit(func, item) for item in items]
    return [future.result() for future in futures]
