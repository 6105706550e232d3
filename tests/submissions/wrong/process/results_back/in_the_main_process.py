# fails: test_every_item_has_its_own_process (task in the main process)
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "Call `func(item)` for every item"


def collect(func, items):
    return [func(item) for item in items]
