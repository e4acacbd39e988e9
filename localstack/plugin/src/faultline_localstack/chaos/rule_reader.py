"""Reads rules from JSON, in the paid product's form or in the lab's. ``CHAOS.md`` describes both."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from faultline_localstack.chaos.aws_names import check_names, localstack_name
from faultline_localstack.chaos.catalogue import (
    API_ERROR,
    API_LATENCY,
    API_LOST_ACKNOWLEDGEMENT,
    CATALOGUE,
    CLOUD_TARGET,
    LONGEST_MS,
    Fault,
)
from faultline_localstack.chaos.draw import murmur3
from faultline_localstack.chaos.fields import (
    BadRequest,
    Field,
    Problem,
    anything,
    choice,
    integer,
    number,
    read,
    shown,
    text,
    truth,
)
from faultline_localstack.chaos.rule import Callers, Entry, Rule, Target
from faultline_localstack.chaos.selection import Selection

SAFE_INTEGER = 2**53 - 1
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
_ID_FIELD = Field(
    "lower-case letters, digits, dots and dashes, 100 at most",
    lambda value: isinstance(value, str) and _ID.fullmatch(value) is not None,
)
_SHARED: Mapping[str, Field] = {
    "id": _ID_FIELD,
    "percentage": number(0, 100),
    "first": integer(1, SAFE_INTEGER),
    "every": integer(1, SAFE_INTEGER),
    "keys": text(),
    "keyField": text(),
    "seed": integer(-SAFE_INTEGER, SAFE_INTEGER, 0),
    "startsAt": integer(0, SAFE_INTEGER),
    "expiresAt": integer(0, SAFE_INTEGER),
    "durationMs": integer(1, SAFE_INTEGER),
}
_PAID: Mapping[str, Field] = {
    "region": text(),
    "service": text(),
    "operation": text(),
    "probability": number(0, 1),
    "error": anything(),
    **{name: CLOUD_TARGET[name] for name in ("operations", "table", "queue", "function", "from")},
    "latencyMs": integer(0, LONGEST_MS),
    "jitterMs": integer(0, LONGEST_MS),
    "lostAcknowledgement": truth(),
    **_SHARED,
}
_PAID_ERROR = {"statusCode": integer(400, 599), "code": text(), "message": text()}
_LAB: Mapping[str, Field] = {
    "fault": choice(*CATALOGUE),
    "target": anything(),
    "parameters": anything(),
    "allow-loss": truth(),
    **_SHARED,
}


def read_entries(body: object, now_ms: int) -> list[Entry]:
    """
    Reads a list of rules.

    :raises BadRequest: with every problem of every rule
    """
    if not isinstance(body, list):
        raise BadRequest([Problem("body", shown(body), "a list of rules, as [{...}]")])
    problems: list[Problem] = []
    entries = [_read_entry(value, f"rules[{index}]", now_ms, problems) for index, value in enumerate(body)]
    ids = [value["id"] for value in body if isinstance(value, dict) and "id" in value]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            problems.append(Problem("rules", f"the id {shown(name)} twice", "an id of its own for each rule"))
    if problems:
        raise BadRequest(problems)
    return [entry for entry in entries if entry is not None]


def _read_entry(value: object, at: str, now_ms: int, problems: list[Problem]) -> Entry | None:
    before = len(problems)
    is_lab = isinstance(value, dict) and "fault" in value
    fields = read(value, at, _LAB if is_lab else _PAID, problems)
    if not isinstance(value, dict):
        return None
    drafts = _lab_drafts(fields, at, problems) if is_lab else _paid_drafts(fields, at, problems)
    starts_at, expires_at = _times(fields, at, now_ms, problems)
    if expires_at is None and any(fault.place == "environment" for fault, _, _ in drafts):
        problems.append(
            Problem(f"{at}.durationMs", "nothing", "an end: durationMs, or expiresAt in epoch milliseconds")
        )
    if len(problems) > before:
        return None
    name = fields.get("id") or f"rule-{murmur3(json.dumps(value, sort_keys=True)):08x}"
    key_field = fields.get("keyField")
    rules = [
        Rule(name, fault, target, parameters, _selection(fields, name, fault), starts_at, expires_at, key_field)
        for fault, target, parameters in drafts
    ]
    listed = {key: given for key, given in value.items() if key != "durationMs"}
    if "durationMs" in value:
        listed |= {"startsAt": starts_at, "expiresAt": expires_at}
    return Entry(value, listed, rules)


type _Draft = tuple[Fault, Target, Mapping[str, Any]]


def _lab_drafts(fields: Mapping[str, Any], at: str, problems: list[Problem]) -> list[_Draft]:
    fault = CATALOGUE.get(fields.get("fault", ""))
    if fault is None:
        return []
    aim = read(fields.get("target", {}), f"{at}.target", fault.target, problems)
    parameters = read(fields.get("parameters", {}), f"{at}.parameters", fault.parameters, problems)
    if fault.place == "cloud" and not aim:
        problems.append(Problem(f"{at}.target", "{}", f"at least one of {', '.join(fault.target)}"))
    return [(fault, _target(aim, f"{at}.target", "functions", problems), parameters)]


def _paid_drafts(fields: Mapping[str, Any], at: str, problems: list[Problem]) -> list[_Draft]:
    if "operation" in fields and "operations" in fields:
        problems.append(Problem(at, "operation and operations", "one of them"))
    if "probability" in fields and "percentage" in fields:
        problems.append(Problem(at, "probability and percentage", "one of them"))
    if "jitterMs" in fields and "latencyMs" not in fields:
        problems.append(Problem(f"{at}.latencyMs", "nothing", "milliseconds, as there is a jitterMs"))
    error = read(fields.get("error", {}), f"{at}.error", _PAID_ERROR, problems)
    operations = [fields["operation"]] if "operation" in fields else fields.get("operations")
    aim = {name: fields[name] for name in CLOUD_TARGET if name in fields and name != "operations"}
    target = _target(aim | ({"operations": operations} if operations else {}), at, "everyone", problems)
    drafts: list[_Draft] = []
    if "latencyMs" in fields:
        drafts.append((API_LATENCY, target, {"jitterMs": 0, **_given(fields, "latencyMs", "jitterMs")}))
    loses = fields.get("lostAcknowledgement", False)
    fault = API_LOST_ACKNOWLEDGEMENT if loses else API_ERROR
    if loses or "error" in fields or "latencyMs" not in fields:
        defaults = {name: field.default for name, field in fault.parameters.items() if field.default is not None}
        drafts.append((fault, target, defaults | error))
    return drafts


def _given(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}


def _target(aim: Mapping[str, Any], at: str, callers: Callers, problems: list[Problem]) -> Target:
    operations: Sequence[str] = aim.get("operations", ())
    problems.extend(check_names(aim.get("service"), [(f"{at}.operations", name) for name in operations], at))
    return Target(
        callers=aim.get("from", callers),
        region=aim.get("region"),
        service=localstack_name(aim["service"]) if "service" in aim else None,
        operations=frozenset(operations) or None,
        table=aim.get("table"),
        queue=aim.get("queue"),
        function=aim.get("function"),
    )


def _times(fields: Mapping[str, Any], at: str, now_ms: int, problems: list[Problem]) -> tuple[int, int | None]:
    starts_at: int = fields.get("startsAt", now_ms)
    if "expiresAt" in fields and "durationMs" in fields:
        problems.append(Problem(at, "expiresAt and durationMs", "one of them"))
    if "durationMs" in fields:
        return starts_at, starts_at + fields["durationMs"]
    expires_at: int | None = fields.get("expiresAt")
    if expires_at is not None and expires_at <= max(starts_at, now_ms):
        expected = f"a time after its start and after now ({now_ms}), in epoch milliseconds"
        problems.append(Problem(f"{at}.expiresAt", shown(expires_at), expected))
    return starts_at, expires_at


def _selection(fields: Mapping[str, Any], name: str, fault: Fault) -> Selection:
    every = fields.get("every")
    # A rule that counts by `every` means it: a default of the fault must not contradict it.
    first = fields.get("first", None if every is not None else fault.first)
    percentage = fields.get("percentage", fields.get("probability", 1) * 100)
    return Selection(name, fields["seed"], percentage, first, every, fields.get("keys"))
