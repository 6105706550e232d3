# TO WRITE: two or three right programs, each in a style of its own; all of them must get full marks
import multiprocessing
from multiprocessing.connection import wait


def the_exercise(task):
    process = multiprocessing.get_context("fork").Process(target=task, name="child")
    process.start()
    wait([process.sentinel])
    process.join()
