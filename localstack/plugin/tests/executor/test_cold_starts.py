import threading
import time

import pytest

from faultline_localstack.executor.cold_starts import AT_ONCE, ColdStartRefused, ColdStarts
from faultline_localstack.executor.patience import Patience


def patience(seconds=30.0):
    return Patience(time.monotonic() + seconds)


def test_only_a_few_start_at_once_and_all_get_their_turn():
    running, most, done = 0, 0, 0
    lock = threading.Lock()
    # Nobody goes on before as many as may run at once do so.
    met = threading.Barrier(AT_ONCE)
    cold_starts = ColdStarts()

    def start():
        nonlocal running, most, done
        with cold_starts.turn(patience()):
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
    cold_starts = ColdStarts()
    for _ in range(AT_ONCE * 2):
        with pytest.raises(OSError, match="no process"), cold_starts.turn(patience()):
            raise OSError("no process")


def test_who_has_a_turn_needs_no_second_one():
    cold_starts = ColdStarts(at_once=1)
    with cold_starts.turn(patience()), cold_starts.turn(patience(0.01)) as found:
        assert found is None


def test_who_waits_too_long_is_refused_and_leaves_the_line():
    cold_starts = ColdStarts(has_room=lambda _: False)
    with pytest.raises(ColdStartRefused), cold_starts.turn(patience(0.01), key="one"):
        pass
    assert not cold_starts.is_waited_for("one")


def test_a_start_waits_until_there_is_room():
    room = threading.Event()
    cold_starts = ColdStarts(has_room=lambda _: room.is_set())
    started = threading.Event()

    def start():
        with cold_starts.turn(patience(), key="one"):
            started.set()

    thread = threading.Thread(target=start)
    thread.start()
    while not cold_starts.is_waited_for("one"):
        time.sleep(0.001)
    assert not started.is_set()
    room.set()
    thread.join(timeout=30)
    assert started.is_set()


def test_who_may_not_start_yet_lets_others_start_and_takes_what_becomes_idle():
    cold_starts = ColdStarts(at_once=1)
    idle, got = threading.Event(), []

    def later():
        instead = lambda: "idle" if idle.is_set() else None  # noqa: E731
        with cold_starts.turn(patience(), "one", instead, time.monotonic() + 3600) as found:
            got.append(found)

    thread = threading.Thread(target=later)
    thread.start()
    while not cold_starts.is_waited_for("one"):
        time.sleep(0.001)
    with cold_starts.turn(patience(), "two") as found:
        assert found is None
    assert got == []
    idle.set()
    cold_starts.left("one")
    thread.join(timeout=30)
    assert got == ["idle"]


def test_who_may_not_start_yet_starts_later():
    cold_starts = ColdStarts()
    moment = time.monotonic() + 0.01
    with cold_starts.turn(patience(), "one", not_before=moment):
        assert time.monotonic() >= moment
