from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
