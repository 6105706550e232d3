# fails: test_main_says_it_once (said by the child)
# also fails: test_main_done_comes_after_the_child
from multiprocessing import get_context


def run_then_say(task, say):
    def both():
        task()
        say("main done")

    process = get_context("fork").Process(target=both)
    process.start()
    process.join()
