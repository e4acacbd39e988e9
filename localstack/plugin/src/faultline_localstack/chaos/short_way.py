"""
The way that leaves LocalStack's gateway out, for the calls that each invocation brings: nothing is signed, serialised, parsed
and checked there that both sides have in memory. It is open while no rule is aimed at such calls.
"""

from collections.abc import Callable


class ShortWay:
    """Both may be asked by any thread."""

    def __init__(self) -> None:
        self.leads_to_services: Callable[[], bool] = lambda: True
        """For calls from outside."""
        self.leads_between_services: Callable[[], bool] = lambda: True


SHORT_WAY = ShortWay()
