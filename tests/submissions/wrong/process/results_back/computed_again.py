# fails: test_every_item_has_its_own_process (task in the main process)
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "calling `func` in the main process"

from multiprocessing import Process


def collect(func, items):
    children = [Process(target=func, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [func(item) for item in items]
