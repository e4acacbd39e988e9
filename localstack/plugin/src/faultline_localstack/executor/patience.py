"""How long an invocation may wait until an environment begins with it."""

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


_CALLERS: ContextVar[Patience | None] = ContextVar("patience", default=None)


def patience() -> Patience:
    """That of the caller on whose behalf this thread works."""
    now = time.monotonic()
    callers = _CALLERS.get()
    return (
        Patience(now + START_SECONDS)
        if callers is None
        else Patience(min(callers.until, now + START_SECONDS), callers.is_gone)
    )


@contextmanager
def waiting(until: float, is_gone: Callable[[], bool] = _still_there) -> Iterator[None]:
    """What is invoked inside waits for its start no longer than that."""
    token = _CALLERS.set(Patience(until, is_gone))
    try:
        yield
    finally:
        _CALLERS.reset(token)
