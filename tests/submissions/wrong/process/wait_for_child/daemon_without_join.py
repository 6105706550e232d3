# fails: test_main_done_comes_after_the_child (daemon without join)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "Do not end the child"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task, daemon=True)
    process.start()
    say("main done")
