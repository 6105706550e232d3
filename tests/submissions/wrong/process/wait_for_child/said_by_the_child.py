# fails: test_main_says_it_once (said by the child)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "the main process goes on at once"

from multiprocessing import get_context


def run_then_say(task, say):
    def both():
        task()
        say("main done")

    process = get_context("fork").Process(target=both)
    process.start()
    process.join()
