"""
The table of resource types: ``table/*.json``, one file a service, each a map from a type to its entry.

An entry, or what is said of a property, is a verdict or an object:

- ``"works"``; ``"idle: why"``, accepted and without effect; ``"refused: what to do"``.
- ``verdict``: the same, where more is to be said; ``"works"`` when it is left away.
- ``properties``: what is said of each property. Of an array this means each of its elements. A property that is not named is
  refused. Where ``properties`` is left away, all are taken.
- ``values``: a verdict for each value; ``"*"`` is any other.
- ``attributes`` (of a type): what ``Fn::GetAtt`` gives; ``"any"`` where the resource decides.
- ``updates`` (of a type): whether a deployed resource takes changes. What does not must be deployed anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "table"
CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource"
MODULE_SUFFIX = "::MODULE"


@dataclass(frozen=True)
class Verdict:
    """``kind``: works, idle, refused, or invalid, which AWS refuses too; ``reason``: why, or what to do instead."""

    kind: str
    reason: str = ""


WORKS = Verdict("works")


@dataclass(frozen=True)
class Entry:
    """What the table says of a type or of a property."""

    verdict: Verdict
    properties: Mapping[str, "Entry"] | None = None
    values: Mapping[str, Verdict] | None = None
    attributes: tuple[str, ...] | None = field(default=())
    """``None``: the resource decides."""
    updates: bool = False


def read_verdict(text: str) -> Verdict:
    kind, _, reason = text.partition(": ")
    if kind not in ("works", "idle", "refused"):
        raise ValueError(f"{text!r} is no verdict: it begins with works, idle or refused")
    return Verdict(kind, reason)


def read_entry(given: Any) -> Entry:
    if isinstance(given, str):
        return Entry(read_verdict(given))
    attributes = given.get("attributes", [])
    properties = given.get("properties")
    values = given.get("values")
    return Entry(
        verdict=read_verdict(given.get("verdict", "works")),
        properties=None if properties is None else {name: read_entry(entry) for name, entry in properties.items()},
        values=None if values is None else {value: read_verdict(verdict) for value, verdict in values.items()},
        attributes=None if attributes == "any" else tuple(attributes),
        updates=given.get("updates", False),
    )


@cache
def table() -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for file in sorted(FOLDER.glob("*.json")):
        for resource_type, entry in json.loads(file.read_text()).items():
            if resource_type in entries:
                raise ValueError(f"{resource_type} stands in {file.name} and in another file")
            entries[resource_type] = read_entry(entry)
    return entries


def entry_of(resource_type: str) -> Entry:
    """What the table says of a type; of a type that it does not name, that it is refused."""
    known = CUSTOM_RESOURCE if resource_type.startswith("Custom::") else resource_type
    return table().get(known) or Entry(Verdict("refused"))
