"""What decides whether one more environment may start, with machines that are told instead of found."""

import os
import subprocess

import pytest

from faultline_localstack.executor.capacity import (
    ENVIRONMENT_MIB,
    RUNNING_PER_CORE,
    UNUSED_SECONDS,
    Capacity,
    Living,
    budget_mib,
)
from faultline_localstack.executor.machine import available_mib, cores, is_on_a_core, total_mib

SELF = os.getpid()


class Machine:
    """So many environments; the idle ones can end."""

    def __init__(self, idle=0, busy=0, mib=100, available=10_000, total=16_000, budget=1000, unused_seconds=0):
        self.idle, self.busy, self.mib = idle, busy, mib
        self.unused_seconds = unused_seconds
        self.available = available
        self.capacity = Capacity(self.living, self.end_idle, budget, lambda: self.available, total)

    def living(self):
        # Processes that sleep: no start waits for them to leave a core.
        return [Living(1, False, self.mib)] * self.idle + [Living(1, True, self.mib)] * self.busy

    def end_idle(self, unused_seconds):
        if not self.idle or self.unused_seconds < unused_seconds:
            return False
        self.idle -= 1
        return True


def test_there_is_room_below_the_budget():
    machine = Machine(idle=3, busy=3)
    assert machine.capacity.has_room()
    assert machine.idle == 3


def test_above_the_budget_idle_ones_make_way_until_there_is_room():
    machine = Machine(idle=9, busy=4)
    assert machine.capacity.has_room()
    assert (machine.idle + machine.busy) * machine.mib + ENVIRONMENT_MIB <= 1000
    assert machine.idle == 5


@pytest.mark.parametrize(("available", "expected"), [(4_000 + ENVIRONMENT_MIB, True), (3_999 + ENVIRONMENT_MIB, False)])
def test_working_ones_may_go_past_the_budget_while_a_quarter_of_the_memory_stays_free(available, expected):
    assert Machine(busy=20, available=available).capacity.has_room() is expected


def test_one_more_ends_only_what_nobody_has_needed_for_long():
    machine = Machine(idle=5, busy=5, unused_seconds=UNUSED_SECONDS - 1)
    assert not machine.capacity.has_room(one_more=True)
    assert machine.idle == 5
    # The first of a function gets its room all the same.
    assert machine.capacity.has_room()
    machine = Machine(idle=5, busy=5, unused_seconds=UNUSED_SECONDS)
    assert machine.capacity.has_room(one_more=True)
    assert machine.idle == 4


def test_one_that_was_not_measured_yet_counts_as_usual():
    assert Machine(busy=31, mib=0, budget=ENVIRONMENT_MIB * 32, available=0).capacity.has_room()
    assert not Machine(busy=32, mib=0, budget=ENVIRONMENT_MIB * 32, available=0).capacity.has_room()


def test_nothing_starts_while_many_wait_for_a_core():
    spinning = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(2)]
    try:
        pids = [each.pid for each in spinning]

        def room_beside(running):
            living = [Living(pids[number % 2], True, 10) for number in range(running)]
            capacity = Capacity(lambda: living, lambda _: False, 10_000)
            return capacity.has_room(), capacity.has_room(one_more=True)

        assert room_beside(cores() - 1) == (True, True)
        assert room_beside(cores()) == (True, False)
        assert room_beside(RUNNING_PER_CORE * cores() - 1) == (True, False)
        assert room_beside(RUNNING_PER_CORE * cores()) == (False, False)
    finally:
        for each in spinning:
            each.kill()
            each.wait()


def test_the_budget_can_be_set(monkeypatch):
    monkeypatch.setenv("FAULTLINE_LAMBDA_MIB", "300")
    assert budget_mib() == 300
    monkeypatch.delenv("FAULTLINE_LAMBDA_MIB")
    assert budget_mib() >= 512


def test_what_the_machine_has():
    assert 0 < available_mib() <= total_mib()
    assert 1 <= cores() <= (os.cpu_count() or 1)
    assert is_on_a_core(SELF)
    assert not is_on_a_core(2**22 + 1)
