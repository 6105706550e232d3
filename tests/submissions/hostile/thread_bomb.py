# class: processes
# harm: threads without end
# shown: 257 threads
# score: 0
# why: fork bomb
# reaches: process-limit

import threading
import time


while True:
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
