"""Whom a rule hits: what ``chaos/faults/hit.ts`` decides, decided in Python."""

import re
from dataclasses import dataclass
from functools import lru_cache

from faultline_localstack.chaos.draw import draw


@dataclass(frozen=True)
class Occasion:
    """One chance to fire: the stable key, what is attempted for it, and the how-manieth attempt this is, from 1."""

    key: str
    attempt: int
    point: str | None = None


@dataclass(frozen=True)
class Selection:
    """``percentage`` of the attempts, drawn; only the ``first`` so many, each ``every``-th, only ``keys`` like a pattern."""

    rule: str
    seed: int
    percentage: float
    first: int | None = None
    every: int | None = None
    keys: str | None = None

    def hits(self, occasion: Occasion) -> bool:
        if self.first is not None and occasion.attempt > self.first:
            return False
        if self.every is not None and occasion.attempt % self.every != 0:
            return False
        if self.keys is not None and not _compiled(self.keys).fullmatch(occasion.key):
            return False
        subject = occasion.key if occasion.point is None else f"{occasion.key} {occasion.point}"
        return draw(self.seed, self.rule, subject, occasion.attempt) * 100 < self.percentage


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """``*`` stands for any characters, ``?`` for one; nothing else is special."""
    words = {"*": ".*", "?": "."}
    return re.compile("".join(words.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)
