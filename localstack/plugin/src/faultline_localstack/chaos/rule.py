"""A rule as it acts, and the entry of the list that it came in."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from faultline_localstack.chaos.catalogue import Fault
from faultline_localstack.chaos.draw import draw
from faultline_localstack.chaos.selection import Occasion, Selection

_SERIALS = itertools.count(1)

type Callers = Literal["functions", "everyone", "services"]


@dataclass(frozen=True)
class Target:
    """What is given must match. ``service`` is LocalStack's name for it, such as ``logs``."""

    callers: Callers = "everyone"
    region: str | None = None
    service: str | None = None
    operations: frozenset[str] | None = None
    table: str | None = None
    queue: str | None = None
    function: str | None = None


@dataclass(eq=False)
class Rule:
    """
    One fault, its aim and its time; each is equal to itself only, and has a serial number. Times are epoch milliseconds; only
    its end may be put off.
    """

    id: str
    fault: Fault
    target: Target
    parameters: Mapping[str, Any]
    selection: Selection
    starts_at: int
    expires_at: int | None
    key_field: str | None = None
    """Where a call that no function makes has its stable key; a function is told by its own ``CHAOS_KEY``."""
    serial: int = field(default_factory=_SERIALS.__next__)

    def acts_at(self, now_ms: int) -> bool:
        return self.starts_at <= now_ms and (self.expires_at is None or now_ms < self.expires_at)

    def latency_ms(self, occasion: Occasion) -> int:
        """The delay that an ``api-latency`` draws on this occasion."""
        spread = 2 * draw(self.selection.seed, f"{self.id}/jitter", occasion.key, occasion.attempt) - 1
        latency: int = self.parameters["latencyMs"]
        jitter: int = self.parameters["jitterMs"]
        return max(0, math.floor(latency + spread * jitter + 0.5))


@dataclass(frozen=True, eq=False)
class Entry:
    """One element of the list: ``given`` as it came, ``listed`` as it is shown, and the rules that it means."""

    given: Mapping[str, Any]
    listed: Mapping[str, Any]
    rules: Sequence[Rule]

    @property
    def id(self) -> str:
        return self.rules[0].id

    @property
    def expires_at(self) -> int | None:
        return self.rules[0].expires_at

    def replaced_by(self, other: "Entry") -> "Entry":
        """The other. Where they differ in their end only, its rules are the same, and what was begun in their name goes on."""
        if _without_end(self.listed) != _without_end(other.listed):
            return other
        for rule in self.rules:
            rule.expires_at = other.expires_at
        return Entry(other.given, other.listed, self.rules)


def _without_end(listed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in listed.items() if name != "expiresAt"}
