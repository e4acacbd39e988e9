"""The places for running batches of one mapping."""

import threading
import time

from .scaling import Scaling


class Slots:
    """Counts running batches.

    One object lives as long as the mapping's id, over updates and restarts of its worker, so that the batches of the
    old settings which still run count against the bound of the new ones.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = 0

    @property
    def busy(self) -> int:
        return self._busy

    def acquire(self, scaling: Scaling, timeout: float) -> bool:
        """Takes a place once fewer than ``scaling.limit`` batches run; false after ``timeout`` seconds without one.

        Time spent waiting makes the bound grow.
        """
        with self._changed:
            if self._busy >= scaling.limit:
                began = time.monotonic()
                self._changed.wait_for(lambda: self._busy < scaling.limit, timeout)
                scaling.waited(time.monotonic() - began)
            if self._busy >= scaling.limit:
                return False
            self._busy += 1
            return True

    def release(self) -> None:
        with self._changed:
            self._busy -= 1
            self._changed.notify_all()
