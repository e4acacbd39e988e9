import threading

import pytest

from faultline_localstack.executor.cold_starts import AT_ONCE, in_turn


def test_only_a_few_start_at_once_and_all_get_their_turn():
    running, most, done = 0, 0, 0
    lock = threading.Lock()
    # Nobody goes on before as many as may run at once do so.
    met = threading.Barrier(AT_ONCE)

    @in_turn
    def start():
        nonlocal running, most, done
        with lock:
            running += 1
            most = max(most, running)
        met.wait(timeout=30)
        with lock:
            running -= 1
            done += 1

    threads = [threading.Thread(target=start) for _ in range(AT_ONCE * 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert (most, done) == (AT_ONCE, AT_ONCE * 5)


def test_a_start_that_fails_leaves_its_turn_to_another():
    @in_turn
    def start():
        raise OSError("no process")

    for _ in range(AT_ONCE * 2):
        with pytest.raises(OSError, match="no process"):
            start()
