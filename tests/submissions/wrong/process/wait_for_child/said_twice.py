# fails: test_main_says_it_once (said twice)
# also fails: test_main_done_comes_after_the_child
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "it calls `say("main done")`, once"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    say("main done")
    process.join()
    say("main done")
