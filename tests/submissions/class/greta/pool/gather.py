# workers made by hand, each with its pipe
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(task, pipe):
    while True:
        item = pipe.recv()
        if item is None:
            return
        try:
            answer = (True, task(item[0]))
        except Exception as error:
            answer = (False, error)
        pipe.send(answer)


def gather(task, items, limit):
    results, errors = {}, {}
    left, busy, processes = list(items), {}, []
    for _ in range(min(limit, len(items))):
        mine, its = Pipe()
        process = Process(target=work, args=(task, its))
        process.start()
        its.close()
        processes.append(process)
        busy[mine] = left.pop(0)
        mine.send([busy[mine]])
    while busy:
        for pipe in wait(list(busy)):
            good, value = pipe.recv()
            (results if good else errors)[busy.pop(pipe)] = value
            if left:
                busy[pipe] = left.pop(0)
                pipe.send([busy[pipe]])
            else:
                pipe.send(None)
    for process in processes:
        process.join()
    return results, errors
