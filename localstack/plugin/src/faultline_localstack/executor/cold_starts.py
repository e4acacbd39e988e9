"""
How many execution environments load their functions at once.

AWS starts each on a machine with room for it. Here they share the cores: of fifty that load at once each takes fifty times
as long, misses its ten seconds, is given up and starts again, and the storm feeds itself. A few at a time are all ready
sooner, and no time of a function is spent on waiting for its turn.
"""

import functools
import os
import threading
from collections.abc import Callable

AT_ONCE = max(2, os.cpu_count() or 1)

_turns = threading.BoundedSemaphore(AT_ONCE)


def in_turn[**Arguments, Result](start: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Makes a cold start wait until fewer than ``AT_ONCE`` others run."""

    @functools.wraps(start)
    def waiting(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        with _turns:
            return start(*args, **kwargs)

    return waiting
