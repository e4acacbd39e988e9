"""What a message says of itself at its top level, so that a reader can tell whose it is without its body."""

import json

LONGEST = 100


def labels_of(body: str) -> dict[str, str]:
    """The short strings of a JSON object; nothing for any other body."""
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(fields, dict):
        return {}
    return {name: value for name, value in fields.items() if isinstance(value, str) and len(value) <= LONGEST}
