# concurrent.futures; leaving the with block waits for everything, also after an early close
import concurrent.futures


def as_done(task, items, limit):
    with concurrent.futures.ProcessPoolExecutor(max_workers=limit) as executor:
        pending = {executor.submit(task, item) for item in items}
        while pending:
            done, pending = concurrent.futures.wait(pending, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                yield future.result()
