# fails: test_main_done_comes_after_the_child (terminated)
# breaks: "Do not end the child before its task is done"

from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    process.join(150)
    process.kill()
    process.join()
    say("main done")
