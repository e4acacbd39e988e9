"""How long an invocation may wait until an environment begins with it."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

START_SECONDS = 10.0
"""Of a caller that says nothing: what Lambda grants an init phase."""


def _still_there() -> bool:
    return False


@dataclass(frozen=True)
class Patience:
    """``until`` is one of ``time.monotonic()``; ``is_gone`` tells that nobody waits for the answer any more."""

    until: float
    is_gone: Callable[[], bool] = _still_there

    @property
    def left(self) -> float:
        """Seconds, none once the caller is gone."""
        return 0.0 if self.is_gone() else max(0.0, self.until - time.monotonic())


_CALLERS: ContextVar[tuple[float, float, Callable[[], bool]] | None] = ContextVar("patience", default=None)


def patience() -> Patience:
    """That of the caller on whose behalf this thread works, from now on."""
    until, seconds, is_gone = _CALLERS.get() or (math.inf, START_SECONDS, _still_there)
    return Patience(min(until, time.monotonic() + seconds), is_gone)


@contextmanager
def waiting(
    until: float = math.inf, is_gone: Callable[[], bool] = _still_there, seconds: float = START_SECONDS
) -> Iterator[None]:
    """What is invoked inside waits for each start no longer than so many seconds, nor past ``until``."""
    token = _CALLERS.set((until, seconds, is_gone))
    try:
        yield
    finally:
        _CALLERS.reset(token)
