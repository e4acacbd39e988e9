"""The faults that LocalStack carries out. Their files in ``chaos/faults/`` are the original; a test compares the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from faultline_localstack.chaos.fields import Field, choice, integer, text, texts

type Place = Literal["cloud", "environment"]

LONGEST_MS = 900_000
_YEAR_MS = 366 * 86_400_000

POINTS = ("start", "before-call", "after-call", "before-acknowledgement", "time")
"""Points of an invocation at which something may happen to its environment."""


@dataclass(frozen=True)
class Fault:
    """``first``: how many attempts with a key it hits unless its rule says ``first`` or ``every``; None for all."""

    name: str
    place: Place
    target: Mapping[str, Field]
    parameters: Mapping[str, Field]
    first: int | None = None


def _milliseconds(default: int | None = None, *, minimum: int = 0, required: bool = False) -> Field:
    return integer(minimum, LONGEST_MS, default, required=required)


def _point(default: str) -> dict[str, Field]:
    return {
        "when": choice(*POINTS, default=default),
        "call": integer(1, 1000, 1),
        "afterMs": _milliseconds(0),
    }


def _error(status_code: int, code: str) -> dict[str, Field]:
    return {"statusCode": integer(400, 599, status_code), "code": text(code)}


CLOUD_TARGET: Mapping[str, Field] = {
    "service": text(),
    "operations": texts(),
    "table": text(),
    "queue": text(),
    "function": text(),
    "region": text(),
    "from": choice("functions", "everyone", "services"),
}
_FUNCTION = {
    "function": Field("the name of a function", lambda value: isinstance(value, str) and value != "", required=True)
}
_DATABASE = {"service": Field('"dynamodb"', lambda value: value == "dynamodb", required=True)}
_SKEW = Field(
    f"a whole number from {-_YEAR_MS} to {_YEAR_MS}, not 0",
    lambda value: integer(-_YEAR_MS, _YEAR_MS).fits(value) and value != 0,
    required=True,
)

API_ERROR = Fault("api-error", "cloud", CLOUD_TARGET, {**_error(503, "ServiceUnavailable"), "message": text()})
API_LATENCY = Fault(
    "api-latency", "cloud", CLOUD_TARGET, {"latencyMs": _milliseconds(required=True), "jitterMs": _milliseconds(0)}
)
API_LOST_ACKNOWLEDGEMENT = Fault(
    "api-lost-acknowledgement", "cloud", CLOUD_TARGET, _error(500, "InternalFailure"), first=1
)
KILL_ENVIRONMENT = Fault("kill-environment", "environment", _FUNCTION, _point("before-acknowledgement"), first=1)
PAUSE_ENVIRONMENT = Fault(
    "pause-environment",
    "environment",
    _FUNCTION,
    {**_point("before-call"), "pauseMs": _milliseconds(minimum=1, required=True)},
    first=1,
)
SLOW_ENVIRONMENT = Fault(
    "slow-environment", "environment", _FUNCTION, {**_point("start"), "cpuPercent": integer(1, 99, 10)}
)
CLOCK_SKEW = Fault("clock-skew", "environment", _FUNCTION, {"skewMs": _SKEW})
STOP_DYNAMODB = Fault("stop-dynamodb", "environment", _DATABASE, {"calls": choice("fail", "hang", default="fail")})

CATALOGUE: Mapping[str, Fault] = {
    fault.name: fault
    for fault in (
        API_ERROR,
        API_LATENCY,
        API_LOST_ACKNOWLEDGEMENT,
        KILL_ENVIRONMENT,
        PAUSE_ENVIRONMENT,
        SLOW_ENVIRONMENT,
        CLOCK_SKEW,
        STOP_DYNAMODB,
    )
}
