"""What happens to one batch between its receive and its deletion."""

import logging
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from localstack.services.lambda_.event_source_mapping.pipe_utils import to_json_str

from faultline_localstack.executor.patience import waiting

from .invoker import Answer, FunctionTarget, NotInvokedError
from .records import Message, to_records
from .response import failed_messages
from .source import QueueSource

LOG = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 0.05
LAST_RETRY_SECONDS = 1.0

LAST_CHANCE_SECONDS = 5.0
"""How long a batch waits for an environment whose messages became visible before it was offered."""


@dataclass
class Batch:
    """Messages of one invocation. ``expires_at`` (``time.monotonic``): the first of them becomes visible again."""

    messages: Sequence[Message]
    expires_at: float


@dataclass(frozen=True)
class Outcome:
    """``complete``: every message was processed. ``slow_down``: AWS would take concurrency away from the mapping."""

    complete: bool
    slow_down: bool = False


class BatchRunner:
    """Runs batches of one mapping. ``stopping`` ends the wait of a batch that was throttled."""

    def __init__(
        self, source: QueueSource, function: FunctionTarget, reports_failures: bool, stopping: threading.Event
    ) -> None:
        self._source = source
        self._function = function
        self._reports_failures = reports_failures
        self._stopping = stopping

    def run(self, batch: Batch) -> Outcome:
        """Invokes the function and deletes what it processed; what failed waits out its visibility timeout."""
        records = to_records(batch.messages, self._source.arn, self._source.region)
        payload: bytes = to_json_str({"Records": records}).encode()
        try:
            answer = self._offer(payload, batch.expires_at)
        except Exception as error:
            LOG.warning("An invocation for %s failed: %s: %s", self._source.arn, type(error).__name__, error)
            return Outcome(complete=False, slow_down=not self._reports_failures)
        if answer is None:
            return Outcome(complete=False, slow_down=True)
        ids = {message["MessageId"] for message in batch.messages}
        if answer.is_error:
            failed = frozenset(ids)
        elif self._reports_failures:
            failed = frozenset(failed_messages(answer.payload, ids))
        else:
            failed = frozenset()
        self._source.delete([message for message in batch.messages if message["MessageId"] not in failed])
        return Outcome(complete=not failed, slow_down=bool(failed) and not self._reports_failures)

    def _offer(self, payload: bytes, expires_at: float) -> Answer | None:
        """
        Offers the batch, at least once, until it is taken; ``None`` when its messages became visible first, or the mapping
        stops. A receive has been counted: without a call at all, a message would go to the dead letters unseen.
        """
        pause = FIRST_RETRY_SECONDS
        until = max(expires_at, time.monotonic() + LAST_CHANCE_SECONDS)
        while pause == FIRST_RETRY_SECONDS or time.monotonic() < expires_at:
            try:
                with waiting(until):
                    return self._function.invoke(payload)
            except NotInvokedError as refusal:
                LOG.debug("A batch of %s was refused: %s", self._source.arn, refusal)
            # Full jitter, so that the batches of one mapping do not return in step.
            if self._stopping.wait(random.uniform(pause / 2, pause)):
                return None
            pause = min(pause * 2, LAST_RETRY_SECONDS)
        return None
