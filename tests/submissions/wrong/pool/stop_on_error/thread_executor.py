# fails: test_the_first_error_is_raised (threads)
# also fails: test_none_if_there_is_no_error
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "threads in place of processes"
from concurrent.futures import ThreadPoolExecutor, as_completed


def first_error_stops(task, items, limit):
    with ThreadPoolExecutor(limit) as executor:
        for future in as_completed([executor.submit(task, item) for item in items]):
            future.result()
