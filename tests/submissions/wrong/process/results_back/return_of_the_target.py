# fails: test_values_come_back_in_order (a global list)
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "return the values in the order"

from multiprocessing import Process


def collect(func, items):
    children = [Process(target=func, args=(item,)) for item in items]
    for child in children:
        child.start()
    return [child.join() for child in children]
