"""
Who may start an execution environment, and when.

AWS starts each on a machine with room for it. Here they share the cores: of fifty that load at once each takes fifty times
as long, misses its deadline, is given up and starts again, and the storm feeds itself. So starts take turns, and whoever
waits for one goes on with whatever comes first: its turn, or an environment that another invocation has left.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from faultline_localstack.executor.machine import cores
from faultline_localstack.executor.patience import Patience

AT_ONCE = max(2, cores())
LOOK_SECONDS = 0.05
"""How often the first in line looks whether there is room, and all whether their callers are still there."""


class ColdStartRefused(Exception):
    """No environment could begin with the invocation while its caller waited."""


class _Waiting:
    def __init__(self, key: object, not_before: float | None) -> None:
        self.key = key
        self.is_one_more = not_before is not None
        self.not_before = not_before or 0.0
        self.called = threading.Event()


def _nothing() -> None:
    return None


class ColdStarts:
    """
    Turns in the order of arrival. ``has_room`` is asked before each is taken, and told whether it is for one more of those that
    its function has. All methods may be called by any thread.
    """

    def __init__(self, at_once: int = AT_ONCE, has_room: Callable[[bool], bool] = lambda _one_more: True) -> None:
        self.at_once = at_once
        self.has_room = has_room
        self._lock = threading.Lock()
        self._line: deque[_Waiting] = deque()
        self._running = 0
        self._mine = threading.local()

    @contextmanager
    def turn[Found](
        self,
        patience: Patience,
        key: object = None,
        instead: Callable[[], Found | None] = _nothing,
        not_before: float | None = None,
    ) -> Iterator[Found | None]:
        """
        Waits for the turn to start. What ``instead`` finds meanwhile makes the start needless: it is yielded, and no turn
        is taken. Who holds a turn has it for all that its thread starts inside.

        :param key: what :meth:`left` is told when ``instead`` may find something
        :param not_before: of ``time.monotonic()``, for one more; until then others may start first
        :raises ColdStartRefused: when the patience is over
        """
        if getattr(self._mine, "turn", False):
            yield None
            return
        found = self._wait(_Waiting(key, not_before), patience, instead)
        if found is not None:
            yield found
            return
        self._mine.turn = True
        try:
            yield None
        finally:
            self._mine.turn = False
            with self._lock:
                self._running -= 1
                self._call_first()

    def left(self, key: object) -> None:
        """Somebody has left what the first who waits under this key can take."""
        with self._lock:
            for each in self._line:
                if each.key == key:
                    each.called.set()
                    return

    def is_waited_for(self, key: object) -> bool:
        with self._lock:
            return any(each.key == key for each in self._line)

    def _wait[Found](self, me: _Waiting, patience: Patience, instead: Callable[[], Found | None]) -> Found | None:
        with self._lock:
            self._line.append(me)
        try:
            while True:
                if self._is_first_of_its_key(me) and (found := instead()) is not None:
                    return found
                if self._take(me):
                    return None
                if (seconds := patience.left) <= 0:
                    raise ColdStartRefused
                me.called.wait(min(seconds, LOOK_SECONDS))
                me.called.clear()
        finally:
            with self._lock:
                self._line.remove(me)
                self._call_first()
            self.left(me.key)

    def _is_first_of_its_key(self, me: _Waiting) -> bool:
        with self._lock:
            return next(each for each in self._line if each.key == me.key) is me

    def _take(self, me: _Waiting) -> bool:
        with self._lock:
            if self._first_that_may_start() is not me or self._running >= self.at_once:
                return False
            self._running += 1
        # Asked without the lock: it may end idle environments to make room.
        if self.has_room(me.is_one_more):
            return True
        with self._lock:
            self._running -= 1
        return False

    def _first_that_may_start(self) -> _Waiting | None:
        now = time.monotonic()
        return next((each for each in self._line if each.not_before <= now), None)

    def _call_first(self) -> None:
        first = self._first_that_may_start()
        if first is not None and self._running < self.at_once:
            first.called.set()
