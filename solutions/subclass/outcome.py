"""What has become of a process."""

from multiprocessing import Process


def outcome(process: Process) -> str:
    """Return a word or two for what has become of a process.

    - "new" before `start()`;
    - "running" from then on, as long as the process lives;
    - "ok" once it has ended with exit code 0;
    - "error N" once it has ended with exit code N, another than 0 (`sys.exit(N)`; an exception that nobody caught: 1);
    - "signal N" once signal number N has ended it ("signal 15" after `terminate()`, "signal 9" after `kill()`);
    - "closed" after `close()`, whatever it was before.

    `outcome` does not wait, not even for a moment. It changes nothing: a process that runs goes on, and an object that
    is new or has ended can still be started, joined or closed. Its answer is right also before the process was joined.
    When the process ends while `outcome` looks, "running" and the word for its end are both right, and no other is.

    Given: the process is any object of `multiprocessing.Process`, of a subclass of it, or of another start method's
    class, and it was created by the program that asks.

    Allowed: collecting a process that has ended, as `exitcode`, `is_alive()` and `join(0)` do.

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
    ### BEGIN SOLUTION
    try:
        alive, exit_code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if alive or exit_code is None:
        return "running"
    if exit_code < 0:
        return f"signal {-exit_code}"
    return f"error {exit_code}" if exit_code else "ok"
    ### END SOLUTION
