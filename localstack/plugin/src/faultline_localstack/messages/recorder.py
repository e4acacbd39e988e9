"""
Writes down what LocalStack's queues do with their messages.

The queue models are watched, not the API: only they see a message move to a dead-letter queue, and they tell what happened
whatever became of the answer. Retention is not watched, as LocalStack does not enforce it unless it is told to.
"""

import time
from collections.abc import Callable
from typing import Any

from localstack.services.sqs.models import FifoQueue, ReceiveMessageResult, SqsMessage, SqsQueue, StandardQueue
from localstack.utils.patch import Patch

from faultline_localstack.messages.journal import Journal
from faultline_localstack.messages.labels import labels_of

# A receipt handle begins with a random id; so much of it is enough to tell receipts apart.
RECEIPT_LENGTH = 24

Put = Callable[..., SqsMessage]
Receive = Callable[..., ReceiveMessageResult]


class Recorder:
    """Watches every queue from ``install`` on."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def install(self) -> None:
        for model in (StandardQueue, FifoQueue):
            Patch.function(model.put, self._put).apply()
            Patch.function(model.receive, self._receive).apply()
        Patch.function(SqsQueue.remove, self._remove).apply()
        Patch.function(SqsQueue.update_visibility_timeout, self._update_visibility).apply()

    def _write(self, at: float, event: str, queue: SqsQueue, message: SqsMessage, **fields: object) -> None:
        self._journal.write(at, event, queue.name, message.message_id, fields)

    def _put(self, put: Put, queue: SqsQueue, *args: Any, **kwargs: Any) -> SqsMessage:
        put_message = put(queue, *args, **kwargs)
        # SQS notes the queue that a message comes from when it moves it to a dead-letter queue, and then keeps its id.
        source = put_message.dead_letter_queue_source_arn
        if source is not None and source != queue.arn:
            self._write(put_message.created, "dead-letter", queue, put_message, source=source.rpartition(":")[2])
        else:
            group = put_message.message_group_id
            labels = labels_of(put_message.message["Body"])
            extra = {} if group is None else {"group": group}
            self._write(put_message.created, "send", queue, put_message, **extra, labels=labels)
        return put_message

    def _receive(self, receive: Receive, queue: SqsQueue, *args: Any, **kwargs: Any) -> ReceiveMessageResult:
        result = receive(queue, *args, **kwargs)
        batch = result.receipt_handles[0][:RECEIPT_LENGTH] if result.receipt_handles else ""
        for message, receipt in zip(result.successful, result.receipt_handles, strict=True):
            received = message.last_received or time.time()
            held_ms = round((message.visibility_timeout or 0) * 1000)
            fields = {"receipt": receipt[:RECEIPT_LENGTH], "batch": batch, "visibilityMs": held_ms}
            self._write(received, "receive", queue, message, count=message.receive_count, **fields)
        return result

    def _remove(self, remove: Callable[[SqsQueue, str], None], queue: SqsQueue, receipt_handle: str) -> None:
        message = queue.receipts.get(receipt_handle)
        before = time.time()
        remove(queue, receipt_handle)
        if message is not None and message.deleted:
            self._write(before, "delete", queue, message, receipt=receipt_handle[:RECEIPT_LENGTH])

    def _update_visibility(
        self, update: Callable[[SqsQueue, str, int], None], queue: SqsQueue, receipt_handle: str, seconds: int
    ) -> None:
        message = queue.receipts.get(receipt_handle)
        held = message is not None and message in queue.inflight
        # Whoever receives a message that is given back does so later, and may do so before the next line.
        before = time.time()
        update(queue, receipt_handle, seconds)
        if message is not None and held:
            event = "extend" if seconds > 0 else "give-back"
            fields = {"visibilityMs": seconds * 1000} if seconds > 0 else {}
            self._write(before, event, queue, message, receipt=receipt_handle[:RECEIPT_LENGTH], **fields)
