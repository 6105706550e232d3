# fails: test_it_does_not_matter_how_the_child_ends (task ran twice)
# breaks: "It does not matter how the child ends"

from multiprocessing import Process


def run_then_say(task, say):
    while True:
        p = Process(target=task)
        p.start()
        p.join()
        if p.exitcode == 0:
            break
        p = Process(target=task)
        p.start()
        p.join()
        break
    say("main done")
