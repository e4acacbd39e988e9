"""From received SQS messages to the ``Records`` of a Lambda event."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from localstack.services.lambda_.event_source_mapping.pollers.sqs_poller import transform_into_events
from localstack.utils.event_matcher import matches_event

Message = dict[str, Any]
Record = dict[str, Any]

PAYLOAD_BYTES = 6 * 1024 * 1024
"""The quota of a synchronous invocation's payload."""

RECORD_OVERHEAD_BYTES = 1024
"""Ids, receipt handle, attributes and JSON around a body, rounded up."""


def to_records(messages: Sequence[Message], queue_arn: str, region: str) -> list[Record]:
    """The records of ``messages``, in their order, bodies untouched."""
    records: list[Record] = transform_into_events(list(messages))
    for record in records:
        record.update(eventSource="aws:sqs", eventSourceARN=queue_arn, awsRegion=region)
    return records


def matches(patterns: Sequence[dict[str, Any]], message: Message) -> bool:
    """Whether a message passes the mapping's filters: one pattern that matches is enough, no pattern matches all.

    Patterns see a body that is a JSON object as an object (AWS Lambda Developer Guide, ``with-sqs-filtering``).
    """
    if not patterns:
        return True
    (event,) = transform_into_events([message])
    try:
        body = json.loads(event["body"])
    except ValueError:
        body = None
    if isinstance(body, dict):
        event["body"] = body
    return any(matches_event(pattern, event) for pattern in patterns)


def by_group(messages: Iterable[Message]) -> list[list[Message]]:
    """The messages of a FIFO receive, one list a message group, each in the queue's order."""
    groups: dict[str, list[Message]] = {}
    for message in messages:
        groups.setdefault(message["Attributes"]["MessageGroupId"], []).append(message)
    return list(groups.values())


def by_payload(messages: Iterable[Message], limit: int = PAYLOAD_BYTES) -> Iterator[list[Message]]:
    """Cuts ``messages`` into runs whose event stays within an invocation's payload quota of ``limit`` bytes."""
    run: list[Message] = []
    size = 0
    for message in messages:
        weight = _weight(message)
        if run and size + weight > limit:
            yield run
            run, size = [], 0
        run.append(message)
        size += weight
    if run:
        yield run


def _weight(message: Message) -> int:
    attributes = message.get("MessageAttributes")
    # The body travels as a JSON string: quotes and control characters grow when they are escaped.
    return (
        len(json.dumps(message.get("Body", "")))
        + (len(json.dumps(attributes, default=str)) if attributes else 0)
        + RECORD_OVERHEAD_BYTES
    )
