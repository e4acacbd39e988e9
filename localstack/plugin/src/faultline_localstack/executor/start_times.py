"""
When a function that has environments already may start one more: when its callers have waited as long as a start takes.

Until then one of them becomes idle as a rule, with code that is warm: a burst is served by those that are there. Where somebody
waits half of the time or more there are too few of them, and another starts.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LONGEST_SECONDS = 0.5
"""On a crowded machine a start takes longer: it is not waited for twice."""
FORGOTTEN_PER_SECOND = 0.5
"""Of the seconds waited, so that only those count that come one soon after the other."""


@dataclass
class _Version:
    start_seconds: float = LONGEST_SECONDS
    waited_seconds: float = 0.0
    counted_at: float = 0.0

    def count(self, seconds: float) -> float:
        now = time.monotonic()
        left = self.waited_seconds - FORGOTTEN_PER_SECOND * (now - self.counted_at)
        self.waited_seconds, self.counted_at = max(0.0, left) + seconds, now
        return self.waited_seconds


class StartTimes:
    """All methods may be called by any thread; a function version is known by the id of its manager."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._versions: dict[str, _Version] = {}

    @contextmanager
    def measured(self, version: str) -> Iterator[None]:
        """Around a start: what was waited before is paid with it."""
        began = time.monotonic()
        with self._lock:
            self._of(version).waited_seconds = 0.0
        try:
            yield
        finally:
            with self._lock:
                self._of(version).start_seconds = min(time.monotonic() - began, LONGEST_SECONDS)

    def has_waited(self, version: str, since: float) -> None:
        """A caller that came at that moment of ``time.monotonic()`` goes on with what another has left."""
        with self._lock:
            self._of(version).count(time.monotonic() - since)

    def of_one_more(self, version: str) -> float:
        """The earliest moment of ``time.monotonic()`` for one that comes now."""
        with self._lock:
            known = self._of(version)
            return time.monotonic() + max(0.0, known.start_seconds - known.count(0.0))

    def _of(self, version: str) -> _Version:
        return self._versions.setdefault(version, _Version())
