"""How many batches of one mapping may run at once, as AWS Lambda scales an SQS event source mapping.

Source: AWS Lambda Developer Guide, *Configuring scaling behavior for SQS event source mappings*.
"""

START = 5
"""Batches at once when messages become available."""

GROWTH_PER_SECOND = 5.0
"""AWS adds up to 300 batches a minute while messages wait."""

FLOOR = 2
"""Back-off on failures stops here; it is also the least ``MaximumConcurrency`` that AWS accepts."""


class Scaling:
    """The moving bound on the concurrent batches of one mapping.

    ``maximum`` is ``ScalingConfig.MaximumConcurrency``, or the cap of this machine where the mapping sets none.
    """

    def __init__(self, maximum: int) -> None:
        self._maximum = maximum
        self._bound = float(min(START, maximum))

    @property
    def limit(self) -> int:
        return int(self._bound)

    def waited(self, seconds: float) -> None:
        """Messages waited ``seconds`` because every batch ran: grow at AWS's pace."""
        self._bound = min(self._maximum, self._bound + seconds * GROWTH_PER_SECOND)

    def idle(self) -> None:
        """The queue stayed empty for a while: back to the start."""
        self._bound = float(min(START, self._maximum))

    def failed(self) -> None:
        """A batch failed or was throttled: AWS takes concurrency away gradually."""
        self._bound = max(min(FLOOR, self._maximum), self._bound - 1)
