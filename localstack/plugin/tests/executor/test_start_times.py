"""When one more environment of a function may start."""

import time

import pytest

from faultline_localstack.executor.start_times import LONGEST_SECONDS, StartTimes


@pytest.fixture
def now(monkeypatch):
    """A clock that the test moves."""
    moment = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    return moment


def start(times, now, seconds, version="f"):
    with times.measured(version):
        now[0] += seconds


def test_one_more_may_start_after_as_long_as_the_last_start_took(now):
    times = StartTimes()
    start(times, now, 0.25)
    assert times.of_one_more("f") == now[0] + 0.25
    assert times.of_one_more("g") == now[0] + LONGEST_SECONDS


def test_a_slow_start_is_not_waited_for_twice(now):
    times = StartTimes()
    start(times, now, 30)
    assert times.of_one_more("f") == now[0] + LONGEST_SECONDS


def test_what_callers_have_waited_counts_for_those_who_come_after_them(now):
    times = StartTimes()
    start(times, now, 0.5)
    times.has_waited("f", since=now[0] - 0.25)
    times.has_waited("f", since=now[0] - 0.125)
    assert times.of_one_more("f") == now[0] + 0.125
    times.has_waited("f", since=now[0] - 0.5)
    assert times.of_one_more("f") == now[0]


def test_a_start_pays_what_was_waited(now):
    times = StartTimes()
    times.has_waited("f", since=now[0] - 10)
    start(times, now, 0.5)
    assert times.of_one_more("f") == now[0] + 0.5


def test_one_who_waits_always_brings_another_and_one_who_waits_seldom_does_not(now):
    always, seldom = StartTimes(), StartTimes()
    for _ in range(100):
        now[0] += 0.1
        always.has_waited("f", since=now[0] - 0.1)
        seldom.has_waited("f", since=now[0] - 0.03)
    assert always.of_one_more("f") == now[0]
    assert seldom.of_one_more("f") > now[0] + 0.4


def test_a_start_that_fails_is_over(now):
    times = StartTimes()

    def fail():
        now[0] += 0.25
        raise OSError("no process")

    with pytest.raises(OSError, match="no process"), times.measured("f"):
        fail()
    assert times.of_one_more("f") == now[0] + 0.25
