# fails: test_main_done_comes_after_the_child (a busy loop)
# breaks: "Nor does it ask in such a loop"

from multiprocessing import get_context


def run_then_say(task, say):
    process = get_context("fork").Process(target=task)
    process.start()
    while process.is_alive():
        pass
    say("main done")
