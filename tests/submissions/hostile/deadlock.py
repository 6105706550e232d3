# class: processes
# harm: takes a lock twice
# shown: it waits for ever
# score: 0
# why: deadlock
# unprotected: hangs

import threading


lock = threading.Lock()
lock.acquire()
lock.acquire()
