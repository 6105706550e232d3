# fails: test_values_come_back_in_order (not waited for)
# also fails: test_nobody_is_left
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "return the values in the order"

from multiprocessing import Process

results = []


def work(func, item):
    results.append(func(item))


def collect(func, items):
    for item in items:
        Process(target=work, args=(func, item)).start()
    return results
