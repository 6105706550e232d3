# concurrent.futures; map deals out single items
from concurrent.futures import ProcessPoolExecutor


def run_limited(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        return list(executor.map(task, items))
