"""The queue of a mapping, reached inside LocalStack's process.

A receive through the API costs a request, its signature and its parsing, a few milliseconds of the one core that all of
LocalStack shares. The provider's own method costs a tenth of one, and its condition variable wakes a poller at once.
"""

import itertools
import logging
from collections.abc import Sequence
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.spec import load_service
from localstack.http import Request
from localstack.services.plugins import SERVICE_PLUGINS
from localstack.services.sqs.constants import HEADER_LOCALSTACK_SQS_OVERRIDE_MESSAGE_COUNT
from localstack.services.sqs.models import FifoQueue, sqs_stores
from localstack.utils.aws.arns import parse_arn

from .records import Message

LOG = logging.getLogger(__name__)

BATCH_LIMIT = 10
"""Entries of a batch of the API."""

RECEIVE_LIMIT = 10_000
"""More messages than any batch may hold: a mapping's receives and deletes are not cut at the API's ten."""


class QueueGoneError(Exception):
    """The mapping's queue does not exist (any more)."""


class QueueSource:
    """Receives and deletes for one mapping. ``arn`` is the queue's ARN."""

    def __init__(self, arn: str) -> None:
        self.arn = arn
        location = parse_arn(arn)
        self.region: str = location["region"]
        self._account: str = location["account"]
        self._name: str = location["resource"]

    @property
    def is_fifo(self) -> bool:
        return self._name.endswith(".fifo")

    @property
    def visibility_timeout(self) -> int:
        """Seconds for which a received message stays hidden."""
        timeout: int = self._queue().visibility_timeout
        return timeout

    def wait(self, timeout: float) -> bool:
        """Blocks until a message may be there, at most ``timeout`` seconds.

        Takes nothing, so that a mapping that is being disabled leaves a late message alone.
        """
        queue = self._queue()
        arrivals = queue.message_group_queue if isinstance(queue, FifoQueue) else queue.visible
        with arrivals.not_empty:
            if arrivals.is_shutdown:
                raise QueueGoneError(f"the queue {self.arn} of an event source mapping is being shut down")
            found: bool = arrivals.not_empty.wait_for(arrivals._qsize, timeout) > 0
            if found:
                # A put wakes one waiter. This one has taken nothing yet: let a waiting ReceiveMessage look as well.
                arrivals.not_empty.notify()
        return found

    def receive(self, at_most: int) -> list[Message]:
        """Takes up to ``at_most`` visible messages without waiting; dead-letters those that were received too often."""
        queue = self._queue()
        arguments: dict[str, Any] = {
            "queue_url": self._name,
            "wait_time_seconds": 0,
            "message_attribute_names": ["All"],
            "message_system_attribute_names": ["All"],
        }
        if isinstance(queue, FifoQueue):
            # Without the lock, a group whose messages become visible again can be handed out twice: FifoQueue.receive
            # takes a group before it locks, which may be in the middle of requeue_inflight_messages.
            with queue.mutex:
                result = self._provider().receive_message(self._context(at_most), **arguments)
        else:
            result = self._provider().receive_message(self._context(at_most), **arguments)
        messages: list[Message] = result.get("Messages") or []
        return messages

    def delete(self, messages: Sequence[Message]) -> None:
        """Deletes ``messages`` by the receipt handles of their receive; a FIFO queue refuses expired ones."""
        if not messages:
            return
        result = self._provider().delete_message_batch(
            self._context(RECEIVE_LIMIT),
            queue_url=self._name,
            entries=[
                {"Id": str(index), "ReceiptHandle": message["ReceiptHandle"]} for index, message in enumerate(messages)
            ],
        )
        for failure in result.get("Failed") or []:
            LOG.info("A processed message of %s was not deleted: %s", self._name, failure.get("Message"))

    def hide(self, messages: Sequence[Message], seconds: int) -> None:
        """Keeps received ``messages`` from being received again for so long, from now on."""
        entries = [
            {"Id": str(index), "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds}
            for index, message in enumerate(messages)
        ]
        for some in itertools.batched(entries, BATCH_LIMIT):
            self._provider().change_message_visibility_batch(
                self._context(BATCH_LIMIT), queue_url=self._name, entries=list(some)
            )

    def _queue(self) -> Any:
        queue = sqs_stores[self._account][self.region].queues.get(self._name)
        if queue is None:
            raise QueueGoneError(f"the queue {self.arn} of an event source mapping does not exist")
        return queue

    def _provider(self) -> Any:
        return SERVICE_PLUGINS.require("sqs")._provider

    def _context(self, count: int) -> Any:
        context = RequestContext(Request(headers={HEADER_LOCALSTACK_SQS_OVERRIDE_MESSAGE_COUNT: str(count)}))
        context.service = load_service("sqs")
        context.account_id = self._account
        context.region = self.region
        return context
