"""An invocation as Lambda gives it to an execution environment, and what comes of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invocation:
    request_id: str
    invoked_arn: str
    trace_id: str
    event: bytes


@dataclass(frozen=True)
class Outcome:
    """``payload`` is the function's answer, or ``{errorType, errorMessage, ...}``; ``logs`` all lines of the invocation."""

    payload: bytes
    is_error: bool
    logs: str
