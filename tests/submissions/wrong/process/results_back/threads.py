# fails: test_every_item_has_its_own_process (a thread in place of a process)
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "calling `func` in the main process, or in threads"

from concurrent.futures import ThreadPoolExecutor


def collect(func, items):
    with ThreadPoolExecutor(len(items)) as executor:
        return list(executor.map(func, items))
