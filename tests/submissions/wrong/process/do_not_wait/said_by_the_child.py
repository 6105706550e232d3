# fails: test_main_goes_on_at_once (said by the child)
# breaks: "When the child has been started, the main process calls"

from multiprocessing import get_context


def say_then_child(task, say):
    def both():
        say("main goes on")
        task()

    process = get_context("fork").Process(target=both)
    process.start()
    return process
