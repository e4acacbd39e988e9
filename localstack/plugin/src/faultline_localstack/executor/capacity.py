"""
How many execution environments this machine can bear: the account's concurrency limit of AWS, found by looking.

Idle ones cost memory only, and make way for new ones above a modest sum. Those that work may take more, as long as a
quarter of the machine's memory stays free. A start also needs a core: it waits while many of ours wait for one already.
One more of a function that has some takes less: a core that is free, and the room of those that nobody has needed for long;
else functions that are all in use would end each other's in turns.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from faultline_localstack.executor.machine import available_mib, cores, is_on_a_core, total_mib

BUDGET_OPTION = "FAULTLINE_LAMBDA_MIB"
ENVIRONMENT_MIB = 24
"""What an environment is thought to take before it was measured: Node.js with a bundle of a megabyte."""
RUNNING_PER_CORE = 4
RUNNING_PER_CORE_FOR_ONE_MORE = 1
UNUSED_SECONDS = 10.0
"""After so long an idle environment makes way for one more of a function that has some."""
BUDGET_SHARE = 1 / 48
LEAST_BUDGET_MIB = 512
FREE_SHARE = 1 / 4
SHORT_SHARE = 1 / 10
"""With less than this share of its memory free the machine is short of it."""


def budget_mib() -> int:
    """Above this sum idle environments make way: ``FAULTLINE_LAMBDA_MIB``, or a 48th of the machine's memory, 512 at least."""
    if chosen := os.environ.get(BUDGET_OPTION, "").strip():
        return int(chosen)
    return max(LEAST_BUDGET_MIB, int(total_mib() * BUDGET_SHARE))


@dataclass(frozen=True)
class Living:
    """An environment as capacity sees it: its leader, if it has one, and the memory of its own that it took when last seen."""

    pid: int | None
    is_busy: bool
    memory_mib: int


class Capacity:
    """``living`` lists all environments; ``end_idle`` ends the one that has been idle longest, if for so many seconds, and tells if there was one."""

    def __init__(
        self,
        living: Callable[[], Iterable[Living]],
        end_idle: Callable[[float], bool],
        budget: int | None = None,
        available: Callable[[], int] = available_mib,
        total: int | None = None,
    ) -> None:
        self._living = living
        self._end_idle = end_idle
        self._budget = budget_mib() if budget is None else budget
        self._available = available
        self._total = total_mib() if total is None else total

    def has_room(self, *, one_more: bool = False) -> bool:
        """Whether an environment may start now; idle ones end for it. ``one_more``: its function has some."""
        if self._running() >= cores() * (RUNNING_PER_CORE_FOR_ONE_MORE if one_more else RUNNING_PER_CORE):
            return False
        while self._used_mib() + ENVIRONMENT_MIB > self._budget:
            if not self._end_idle(UNUSED_SECONDS if one_more else 0):
                return not self._any_idle() and self._available() - ENVIRONMENT_MIB >= self._total * FREE_SHARE
        return True

    def is_short(self) -> bool:
        """Whether the machine itself runs out of memory, whoever takes it."""
        return self._available() < self._total * SHORT_SHARE

    def _any_idle(self) -> bool:
        return any(not each.is_busy and each.pid is not None for each in self._living())

    def _running(self) -> int:
        return sum(each.is_busy and each.pid is not None and is_on_a_core(each.pid) for each in self._living())

    def _used_mib(self) -> int:
        return sum(max(each.memory_mib, ENVIRONMENT_MIB) for each in self._living() if each.pid is not None)
