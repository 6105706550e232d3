# fails: test_main_done_comes_after_the_child (join with a timeout)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "however long that takes"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    process.join(10)
    say("main done")
