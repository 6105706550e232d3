# fails: test_values_come_back_in_order (wrong values)
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "A value may be anything"

from multiprocessing import Process


def collect(func, items):
    children = [Process(target=func, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.exitcode for child in children]
