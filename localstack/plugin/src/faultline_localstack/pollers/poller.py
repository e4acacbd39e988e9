"""Receives from a queue and keeps as many batches running as the mapping allows."""

import json
import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from .batch import Batch, BatchRunner
from .records import Message, by_group, by_payload, matches
from .scaling import Scaling
from .slots import Slots
from .source import QueueSource

LOG = logging.getLogger(__name__)

WAKE_SECONDS = 1.0
"""A poller that waits for messages or for a slot looks up this often, to see that it should stop."""

LEAD_SECONDS = 0.5
"""A batch is complete this long before its first message becomes visible again."""

GROW_SECONDS = 0.2
"""The grain in which a saturated mapping grows."""


class ConcurrentPoller:
    """One thread receives; every batch runs in a thread of its own.

    It stands where LocalStack's ``Poller`` stands in an ``EsmWorker``: ``poll_events`` returns when the worker stops.
    """

    def __init__(
        self,
        config: dict[str, Any],
        source: QueueSource,
        runner: BatchRunner,
        slots: Slots,
        scaling: Scaling,
        stopping: threading.Event,
    ) -> None:
        self._batch_size: int = config["BatchSize"]
        self._window: int = config.get("MaximumBatchingWindowInSeconds") or 0
        self._patterns = [json.loads(f["Pattern"]) for f in config.get("FilterCriteria", {}).get("Filters", [])]
        self._source = source
        self._runner = runner
        self._slots = slots
        self._scaling = scaling
        self._stopping = stopping
        self._running: set[threading.Thread] = set()

    def poll_events(self) -> None:
        """Polls until the mapping stops. Raises ``QueueGoneError`` when there is no queue; the worker then backs off."""
        while not self._stopping.is_set():
            if not self._source.wait(WAKE_SECONDS):
                self._scaling.idle()
            elif self._take_slot():
                self._dispatch_one_receive()

    def close(self) -> None:
        """Waits for the running batches: a mapping is disabled or deleted when the last of them has ended."""
        for thread in list(self._running):
            thread.join()

    def _take_slot(self, waiting: Sequence[Sequence[Batch]] = ()) -> bool:
        while not self._stopping.is_set():
            if self._slots.acquire(self._scaling, GROW_SECONDS):
                return True
            for lane in waiting:
                for batch in lane:
                    self._hide(batch)
        return False

    def _hide(self, batch: Batch) -> None:
        """Before half of its time is over, as it would be received again, its group beside itself."""
        visibility = self._source.visibility_timeout
        if time.monotonic() > batch.expires_at - visibility / 2:
            self._source.hide(batch.messages, visibility)
            batch.expires_at = time.monotonic() + visibility

    def _dispatch_one_receive(self) -> None:
        """Hands what one receive brings to threads; the slot that the caller took goes to the first of them."""
        lanes: list[list[Batch]] = []
        try:
            lanes = self._receive_lanes()
        finally:
            if not lanes:
                self._slots.release()
        for index, lane in enumerate(lanes):
            # More lanes than free slots: the others wait here, hidden in the queue for as long as it takes.
            if index > 0 and not self._take_slot(lanes[index:]):
                return
            thread = threading.Thread(target=self._run_lane, args=(lane,), name="sqs-batch", daemon=True)
            self._running.add(thread)
            thread.start()

    def _receive_lanes(self) -> list[list[Batch]]:
        """A receive, cut into lanes that may run at once; batches within a lane run one after the other.

        A FIFO group is one lane. Elsewhere every batch is its own: usually the receive itself, more when the payload
        would pass Lambda's quota.
        """
        expires_at = time.monotonic() + self._source.visibility_timeout
        messages = self._without_filtered(self._collect(expires_at - LEAD_SECONDS))
        if self._source.is_fifo:
            return [self._batches(group, expires_at) for group in by_group(messages)]
        return [[batch] for batch in self._batches(messages, expires_at)]

    def _batches(self, messages: Sequence[Message], expires_at: float) -> list[Batch]:
        return [Batch(run, expires_at) for run in by_payload(messages)]

    def _collect(self, latest: float) -> list[Message]:
        """
        Up to a batch of messages: what is there, or what comes within the batching window after the first. It ends before the
        first becomes visible again, which would be received a second time into the same batch.
        """
        messages = self._source.receive(self._batch_size)
        deadline = min(time.monotonic() + self._window, latest)
        while messages and len(messages) < self._batch_size and not self._stopping.is_set():
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                break
            if self._source.wait(min(remaining, WAKE_SECONDS)):
                messages += self._source.receive(self._batch_size - len(messages))
        return messages

    def _without_filtered(self, messages: list[Message]) -> list[Message]:
        """The messages that pass the filters; the others are deleted, as AWS does."""
        passed = [message for message in messages if matches(self._patterns, message)]
        if len(passed) < len(messages):
            kept = {message["MessageId"] for message in passed}
            self._source.delete([message for message in messages if message["MessageId"] not in kept])
        return passed

    def _run_lane(self, lane: Sequence[Batch]) -> None:
        try:
            for batch in lane:
                outcome = self._runner.run(batch)
                if outcome.slow_down:
                    self._scaling.failed()
                if not outcome.complete:
                    # Later messages of a FIFO group must not overtake the failed one: they wait out theirs too.
                    return
        except Exception:
            LOG.exception("A batch of %s ended without an outcome; its messages become visible again", self._source.arn)
        finally:
            self._running.discard(threading.current_thread())
            self._slots.release()
