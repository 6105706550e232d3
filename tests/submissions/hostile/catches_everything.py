# class: interpreter
# harm: catches BaseException for ever
# shown: no exception ends it
# score: 0
# why: endless loop
# unprotected: hangs


while True:
    try:
        while True:
            pass
    except BaseException:
        pass
