"""The stable keys of events and calls, as ``chaos/middleware/deliveries.ts`` and ``invocation.ts`` find them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """A key that an invocation works on, and which delivery of it this is, from 1."""

    key: str
    delivery: int


def deliveries_of(
    event: object, request_id: str, count: Callable[[str], int], key_field: str | None = None
) -> list[Delivery]:
    """
    What the body of each SQS record has in ``key_field``, a name or a path with dots (its message id where it has nothing
    there); the idempotency key of an HTTP request, or what its body or its path has in ``key_field``, or the id in its path;
    what any other event has there, or its ``detail``; else the request id. SQS counts the attempts with a record, ``count``
    those with anything else.
    """
    if not isinstance(event, dict):
        return [Delivery(request_id, count(request_id))]
    records = event.get("Records")
    if isinstance(records, list) and all(_is_queue_record(record) for record in records):
        return [
            Delivery(
                _key_at(key_field, _parsed(each["body"])) or each["messageId"],
                int(each["attributes"]["ApproximateReceiveCount"]),
            )
            for each in records
        ]
    context = event.get("requestContext")
    if isinstance(context, dict) and isinstance(context.get("requestId"), str):
        headers = event.get("headers") or {}
        token = next((value for name, value in headers.items() if name.lower() == "idempotency-key"), None)
        path = event.get("pathParameters") or {}
        own = _key_at(key_field, _parsed(event.get("body"))) or _key_at(key_field, path)
        key = token or own or path.get("id") or context["requestId"]
        return [Delivery(key, count(key))]
    # An event of EventBridge has an id of its own beside its detail.
    key = _key_at(key_field, event.get("detail")) or _key_at(key_field, event) or request_id
    return [Delivery(key, count(key))]


def _is_queue_record(record: Any) -> bool:
    return isinstance(record, dict) and record.get("eventSource") == "aws:sqs"


def _key_at(key_field: str | None, value: object) -> str | None:
    if key_field is None:
        return None
    found = value
    for name in key_field.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) and found else None


def _parsed(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None


def key_in(value: object, field: str) -> str | None:
    """What a field of this name holds anywhere in a request, also in an SQS message."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name == field and isinstance(part, str):
                return part
            found = key_in(_parsed(part) if name == "MessageBody" and isinstance(part, str) else part, field)
            if found is not None:
                return found
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        for part in value:
            found = key_in(part, field)
            if found is not None:
                return found
    return None


def delivery_of(
    request: object, deliveries: Sequence[Delivery], request_id: str, key_field: str | None = None
) -> Delivery:
    """The delivery that an AWS call of an invocation belongs to: the only one, or the one that it mentions."""
    if len(deliveries) == 1:
        return deliveries[0]
    text = json.dumps(request, default=str, ensure_ascii=False)
    mentioned = next((delivery for delivery in deliveries if delivery.key in text), None)
    own = None if key_field is None else key_in(request, key_field.rsplit(".", 1)[-1])
    return mentioned or Delivery(own or request_id, 1)
