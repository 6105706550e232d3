# fails: test_main_says_it_once (other words)
# breaks: "it calls `say("main done")`, once"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    process.join()
    say("Main done.")
