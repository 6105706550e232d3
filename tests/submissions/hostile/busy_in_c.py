# class: processes
# harm: computes for a year in one C call that holds the GIL
# shown: no Python signal handler runs
# score: 0
# why: endless loop
# unprotected: hangs


pow(3, 10**9)
