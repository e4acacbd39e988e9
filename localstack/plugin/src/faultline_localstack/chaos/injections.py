"""What was injected: the part of the ledger that functions cannot log, because it did not happen in them."""

import json
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.selection import Occasion

KEPT = 100_000


@dataclass(frozen=True)
class Origin:
    """Who was hit: a function, the log stream of its execution environment, and the request that it worked on."""

    function: str
    environment: str
    request_id: str


class Injections:
    """All methods may be called from any thread."""

    def __init__(self, kept: int = KEPT) -> None:
        self._lock = threading.Lock()
        self._lines: deque[tuple[int, str]] = deque(maxlen=kept)
        self.forgotten = 0

    def add(
        self,
        rule: Rule,
        occasion: Occasion,
        origin: Origin,
        *,
        operation: str | None = None,
        delay_ms: int | None = None,
        when: str | None = None,
    ) -> None:
        """Notes that a rule fired, in the shape of ``chaos/middleware/injection.ts``."""
        at = int(time.time() * 1000)
        optional = {"operation": operation, "delayMs": delay_ms, "when": when}
        injection = {
            "faultline": "injection",
            "at": at,
            "rule": rule.id,
            "fault": rule.fault.name,
            "key": occasion.key,
            "function": origin.function,
            "place": rule.fault.place,
            "attempt": occasion.attempt,
            **{name: value for name, value in optional.items() if value is not None},
            "environment": origin.environment,
            "requestId": origin.request_id,
        }
        self.keep(injection)

    def keep(self, injection: Mapping[str, Any]) -> None:
        """Notes what fired elsewhere, in that shape."""
        line = json.dumps(injection, separators=(",", ":"), ensure_ascii=False)
        with self._lock:
            if len(self._lines) == self._lines.maxlen:
                self.forgotten += 1
            self._lines.append((injection["at"], line))

    def since(self, at_ms: int) -> list[str]:
        """The lines of what fired at this time or later, oldest first."""
        with self._lock:
            return [line for at, line in self._lines if at >= at_ms]
