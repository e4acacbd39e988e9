"""The stable keys of events and calls, as ``chaos/middleware/deliveries.ts`` and ``invocation.ts`` find them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """A key that an invocation works on, and the how-manieth delivery of it this is."""

    key: str
    delivery: int


def deliveries_of(event: object, request_id: str, count: Callable[[str], int]) -> list[Delivery]:
    """
    The order id of each SQS record (its message id where the body names none), the idempotency key or id of an HTTP request,
    else the request id. SQS counts the attempts with a record, ``count`` those with anything else.
    """
    if not isinstance(event, dict):
        return [Delivery(request_id, count(request_id))]
    records = event.get("Records")
    if isinstance(records, list) and all(_is_queue_record(record) for record in records):
        return [
            Delivery(
                _order_in_message(each["body"]) or each["messageId"], int(each["attributes"]["ApproximateReceiveCount"])
            )
            for each in records
        ]
    context = event.get("requestContext")
    if isinstance(context, dict) and isinstance(context.get("requestId"), str):
        headers = event.get("headers") or {}
        token = next((value for name, value in headers.items() if name.lower() == "idempotency-key"), None)
        key = token or (event.get("pathParameters") or {}).get("id") or context["requestId"]
        return [Delivery(key, count(key))]
    return [Delivery(request_id, count(request_id))]


def _is_queue_record(record: Any) -> bool:
    return isinstance(record, dict) and record.get("eventSource") == "aws:sqs"


def _order_in_message(body: str) -> str | None:
    message = _parsed(body)
    order = message.get("sagaId") if isinstance(message, dict) else None
    return order if isinstance(order, str) and order else None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def order_in(value: object) -> str | None:
    """The first ``orderId`` or ``sagaId`` anywhere in a request, plain or as a DynamoDB string, also in an SQS message."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name in ("orderId", "sagaId"):
                order = part.get("S") if isinstance(part, Mapping) and "S" in part else part
                if isinstance(order, str):
                    return order
            found = order_in(_parsed(part) if name == "MessageBody" and isinstance(part, str) else part)
            if found is not None:
                return found
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        for part in value:
            found = order_in(part)
            if found is not None:
                return found
    return None


def delivery_of(request: object, deliveries: Sequence[Delivery], request_id: str) -> Delivery:
    """The delivery that an AWS call of an invocation belongs to: the only one, or the one that it mentions."""
    if len(deliveries) == 1:
        return deliveries[0]
    text = json.dumps(request, default=str, ensure_ascii=False)
    mentioned = next((delivery for delivery in deliveries if delivery.key in text), None)
    return mentioned or Delivery(order_in(request) or request_id, 1)
