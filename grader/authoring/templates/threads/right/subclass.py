from threading import Thread


class Worker(Thread):
    def __init__(self, job):
        super().__init__()
        self.job = job
        self.start()

    def run(self):
        self.job()


def the_exercise(jobs):
    for worker in [Worker(job) for job in jobs]:
        worker.join()
