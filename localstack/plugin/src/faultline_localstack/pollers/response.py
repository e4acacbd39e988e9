"""Which messages of a batch does a function's answer report as failed?

Source: *Implementing partial batch responses* (AWS Lambda Developer Guide, ``services-sqs-errorhandling``).
"""

import json
from collections.abc import Set as AbstractSet


def failed_messages(payload: bytes | None, message_ids: AbstractSet[str]) -> AbstractSet[str]:
    """The ids among ``message_ids`` that must stay in the queue after the answer ``payload`` (JSON).

    Everything succeeded: an empty or null answer, an empty or null ``batchItemFailures``. Everything failed: JSON that
    does not parse or is not an object, an item without ``itemIdentifier``, an empty, null or unknown identifier.
    """
    try:
        answer = json.loads(payload or b"null")
    except ValueError:
        return message_ids
    if answer is None or answer == {}:
        return frozenset()
    if not isinstance(answer, dict):
        return message_ids
    items = answer.get("batchItemFailures")
    if items is None:
        return frozenset()
    if not isinstance(items, list):
        return message_ids
    reported = set()
    for item in items:
        identifier = item.get("itemIdentifier") if isinstance(item, dict) else None
        if not isinstance(identifier, str) or identifier not in message_ids:
            return message_ids
        reported.add(identifier)
    return reported
