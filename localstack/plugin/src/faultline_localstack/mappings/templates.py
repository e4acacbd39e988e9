"""The mappings of a template, with what it says of their queues and functions."""

from collections.abc import Mapping
from typing import Any

from faultline_localstack.mappings.rules import Queue, refusal
from faultline_localstack.support.findings import is_unresolved

Resources = Mapping[str, Mapping[str, Any]]
"""By their logical ids, with the parameters of the template in them."""

MAPPING = "AWS::Lambda::EventSourceMapping"
QUEUE = "AWS::SQS::Queue"
FUNCTION = "AWS::Lambda::Function"
DEFAULT_VISIBILITY_SECONDS = 30
DEFAULT_TIMEOUT_SECONDS = 3


def refusal_of(properties: Any, resources: Resources) -> str | None:
    """Why Lambda will refuse a mapping of this template, as far as the template tells."""
    if not isinstance(properties, Mapping):
        return None
    source = properties.get("EventSourceArn")
    named = _named(source, resources)
    if named is None and not isinstance(source, str):
        # Nothing is known of the source.
        return None
    settings = {name: value for name, value in properties.items() if not is_unresolved(value)}
    return refusal(settings, _queue(source, named), _timeout(_named(properties.get("FunctionName"), resources)))


def _queue(source: Any, named: Mapping[str, Any] | None) -> Queue | None:
    if named is None:
        return Queue(source.endswith(".fifo"), None) if source.split(":")[2:3] == ["sqs"] else None
    if named.get("Type") != QUEUE:
        return None
    given = _properties(named)
    is_fifo = str(given.get("FifoQueue", False)).lower() == "true"
    return Queue(is_fifo, _seconds(given.get("VisibilityTimeout", DEFAULT_VISIBILITY_SECONDS)))


def _timeout(named: Mapping[str, Any] | None) -> int | None:
    if named is None or named.get("Type") != FUNCTION:
        return None
    return _seconds(_properties(named).get("Timeout", DEFAULT_TIMEOUT_SECONDS))


def _properties(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    given = resource.get("Properties")
    return given if isinstance(given, Mapping) else {}


def _named(value: Any, resources: Resources) -> Mapping[str, Any] | None:
    """The resource that ``Ref`` or ``Fn::GetAtt`` names."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
            return resources.get(name)
        case {"Fn::GetAtt": str(asked)}:
            return resources.get(asked.partition(".")[0])
    return None


def _seconds(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None
