# fails: test_main_done_comes_after_the_child (join with a timeout)
# breaks: "The main process waits until this child has ended"

from multiprocessing import get_context


def run_then_say(task, say):
    process = get_context("spawn").Process(target=task)
    process.start()
    process.join(timeout=250)
    say("main done")
