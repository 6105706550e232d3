# fails: test_main_done_comes_after_the_child (a busy loop)
# breaks: "Nor does it ask in such a loop"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    while True:
        if process.exitcode is not None:
            break
    say("main done")
