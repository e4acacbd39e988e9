"""How somebody else may disturb an invocation. The executor knows no more of chaos than this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from faultline_localstack.executor.environment import Environment
    from faultline_localstack.executor.invocation import Invocation


class Disruption(Protocol):
    """Is told of the points that an invocation reaches, and may act on the environment or take its time at each."""

    @property
    def headers(self) -> Sequence[tuple[str, str]]:
        """What the runtime client is told with the event, besides what Lambda says."""

    def start(self) -> None:
        """Before the runtime gets the event."""

    def answered(self, deadline: float) -> bool:
        """When the handler has answered: whether that is accepted. ``deadline`` is one of ``time.monotonic()``."""

    def end(self) -> None:
        """When the invocation is over."""


type Disrupt = Callable[[Environment, Invocation], Disruption | None]


def undisturbed(_environment: Environment, _invocation: Invocation) -> Disruption | None:
    """What nearly always happens."""
    return None


class Disruptions:
    """Where the executor asks at each invocation; whoever wants to disturb some sets ``begin``."""

    begin: Disrupt = staticmethod(undisturbed)

    def __call__(self, environment: Environment, invocation: Invocation) -> Disruption | None:
        return self.begin(environment, invocation)
