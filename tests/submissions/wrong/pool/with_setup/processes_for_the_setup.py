# fails: test_setup_once_in_every_worker (a worker without setup)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# also fails: test_no_extra_workers
# breaks: "processes that do nothing but the setup"
from multiprocessing import Pool, Process


def with_setup(task, items, limit, setup):
    helpers = [Process(target=setup) for _ in range(limit)]
    for helper in helpers:
        helper.start()
    for helper in helpers:
        helper.join()
    with Pool(limit) as pool:
        return pool.map(task, items)
