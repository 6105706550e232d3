"""What has become of a process."""

from multiprocessing import Process


def outcome(process: Process) -> str:
    """Say in a word or two what has become of a process.

    The answer is

    - "new" before `start()`;
    - "running" from then on, as long as the process lives;
    - "ok" once it has ended with exit code 0;
    - "error N" once it has ended with exit code N, another than 0 (`sys.exit(N)`; an exception that nobody caught: 1);
    - "signal N" once signal number N has ended it ("signal 15" after `terminate()`, "signal 9" after `kill()`);
    - "closed" after `close()`.

    `outcome` only looks. It does not wait, it changes nothing, and its answer is right also where nobody has joined the
    process yet. The process is any object of `multiprocessing.Process`, of a subclass of it, or of another start
    method's class; the one that asks is the one that created it.

    Example:

        >>> process = Process(target=time.sleep, args=(60,))
        >>> outcome(process)
        'new'
        >>> process.start()
        >>> outcome(process)
        'running'
        >>> process.terminate()
        >>> process.join()
        >>> outcome(process)
        'signal 15'

    (On Windows there are no signals; `terminate()` looks like exit code -15 there, too.)

    Why it matters: `exitcode` is None, 0, positive or negative, and each means something else. Half of all "it just
    stopped" is a negative exit code that nobody looked at.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
