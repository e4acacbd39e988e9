"""
Why AWS Lambda refuses a mapping, in its words. ``localstack/support/mapping-rules.ts`` says the same of templates.

Sources: AWS Lambda API Reference, *CreateEventSourceMapping*; AWS Lambda Developer Guide, *Creating and configuring an Amazon SQS
event source mapping*.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]
"""A mapping's settings; CloudFormation has them under the API's names. What is not known yet, as ``{"Ref": …}``, is left out."""

ONLY_STREAMS = (
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "ParallelizationFactor",
    "TumblingWindowInSeconds",
)


@dataclass(frozen=True)
class Queue:
    """The source of a mapping, if it is one. ``visibility_timeout`` in seconds, as far as it is known."""

    is_fifo: bool
    visibility_timeout: int | None


def refusal(settings: Settings, queue: Queue | None, function_timeout: int | None) -> str | None:
    """Lambda's message, or ``None``. ``queue``: ``None`` for a stream; ``function_timeout``: in seconds, if it is known."""
    reasons = _of_queue(settings, queue, function_timeout) if queue is not None else _of_stream(settings)
    return next(reasons, None) or next(_of_filters(settings), None)


def _of_queue(settings: Settings, queue: Queue, function_timeout: int | None) -> Iterator[str]:
    if "StartingPosition" in settings:
        yield "StartingPosition is not valid for SQS event sources."
    for name in ONLY_STREAMS:
        if settings.get(name):
            yield f"Unsupported {name} parameter for given event source mapping type."
    window, batch = _number(settings, "MaximumBatchingWindowInSeconds"), _number(settings, "BatchSize")
    if queue.is_fifo and window:
        yield "Batching window is not supported for FIFO queues"
    yield from _out_of("batchSize", batch, 1, 10_000)
    yield from _out_of("maximumBatchingWindowInSeconds", window, 0, 300)
    if batch is not None and batch > 10 and not window and _is_known(settings, "MaximumBatchingWindowInSeconds"):
        yield "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
    concurrency = settings.get("ScalingConfig")
    if isinstance(concurrency, Mapping):
        yield from _out_of("scalingConfig.maximumConcurrency", _number(concurrency, "MaximumConcurrency"), 2, 1000)
    visible = queue.visibility_timeout
    if visible is not None and function_timeout is not None and visible < function_timeout:
        yield f"Queue visibility timeout: {visible} seconds is less than Function timeout: {function_timeout} seconds"


def _of_stream(settings: Settings) -> Iterator[str]:
    if settings.get("ScalingConfig"):
        yield "Unsupported ScalingConfig parameter for given event source mapping type."
    bounds: tuple[tuple[str, int, int], ...] = (
        ("BatchSize", 1, 10_000),
        ("MaximumBatchingWindowInSeconds", 0, 300),
        ("MaximumRetryAttempts", -1, 10_000),
        ("ParallelizationFactor", 1, 10),
    )
    for name, least, most in bounds:
        yield from _out_of(f"{name[0].lower()}{name[1:]}", _number(settings, name), least, most)
    age = _number(settings, "MaximumRecordAgeInSeconds")
    # -1 is for ever.
    if age != -1:
        yield from _out_of("maximumRecordAgeInSeconds", age, 60, 604_800)


def _of_filters(settings: Settings) -> Iterator[str]:
    criteria = settings.get("FilterCriteria")
    filters = criteria.get("Filters") if isinstance(criteria, Mapping) else None
    for each in filters if isinstance(filters, list) else ():
        pattern = each.get("Pattern") if isinstance(each, Mapping) else None
        if not isinstance(pattern, Mapping) and not _is_pattern(pattern):
            yield "Invalid filter pattern definition."


def _is_pattern(text: object) -> bool:
    try:
        return isinstance(text, str) and isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _is_known(settings: Settings, name: str) -> bool:
    return not isinstance(settings.get(name), Mapping)


def _number(settings: Settings, name: str) -> int | None:
    value = settings.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit() else None


def _out_of(name: str, value: int | None, least: int, most: int) -> Iterator[str]:
    told = (
        f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must have value"
    )
    if value is not None and value < least:
        yield f"{told} greater than or equal to {least}"
    if value is not None and value > most:
        yield f"{told} less than or equal to {most}"
