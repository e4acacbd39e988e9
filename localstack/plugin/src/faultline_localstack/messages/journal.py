"""Keeps the last events of all messages in memory."""

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping

CAPACITY = 1_000_000
"""Events kept; a message has about four. A run of 10,000 orders writes a quarter of it."""

Fields = Mapping[str, object]


class Journal:
    """Events in the order in which they were written, each as its line: the objects that it is made of take three times the memory."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._lock = threading.Lock()
        self._events: deque[tuple[float, bytes]] = deque(maxlen=capacity)
        self._forgotten_until = 0.0

    def write(self, at: float, event: str, queue: str, message: str, fields: Fields) -> None:
        """``at``: seconds since the epoch."""
        line = {"at": _milliseconds(at), "event": event, "queue": queue, "message": message, **fields}
        text = json.dumps(line, separators=(",", ":")).encode()
        with self._lock:
            if len(self._events) == self._events.maxlen:
                self._forgotten_until = max(self._forgotten_until, self._events[0][0])
            self._events.append((at, text))

    def is_whole_since(self, since_ms: float) -> bool:
        """Whether nothing that happened since then was pushed out by newer events."""
        return self._forgotten_until * 1000 < since_ms or self._forgotten_until == 0

    def lines(self, since_ms: float) -> Iterator[str]:
        """JSON lines of what happened since then (ms since the epoch)."""
        with self._lock:
            events = list(self._events)
        for at, text in events:
            if _milliseconds(at) >= since_ms:
                yield text.decode() + "\n"


def _milliseconds(at: float) -> float:
    return round(at * 1000, 3)
