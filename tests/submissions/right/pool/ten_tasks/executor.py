# concurrent.futures; leaving the with block waits
from concurrent.futures import ProcessPoolExecutor


def ten_tasks(task, say):
    with ProcessPoolExecutor(max_workers=3) as executor:
        for i in range(10):
            executor.submit(task, i)
        say("submitted")
    say("all done")
