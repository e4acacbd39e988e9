"""What Python decides is what TypeScript decides: ``decisions.jsonl`` is written by ``chaos/faults/python-port.test.ts``."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from faultline_localstack.chaos.catalogue import CATALOGUE
from faultline_localstack.chaos.draw import murmur3
from faultline_localstack.chaos.keys import Delivery, deliveries_of
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_reader import read_entries
from faultline_localstack.chaos.selection import Occasion

EXPECTED: dict[str, list[Any]] = defaultdict(list)
for line in Path(__file__).with_name("decisions.jsonl").read_text().splitlines():
    kind, value = json.loads(line)
    EXPECTED[kind].append(value)

TARGETS = {"cloud": {"table": "t"}, "environment": {"function": "f"}}


def read_rule(rule: dict[str, Any]) -> Rule:
    (entry,) = read_entries([{"startsAt": 0, "expiresAt": 2, **rule}], now_ms=1)
    (read,) = entry.rules
    return read


def test_every_decision_is_the_same() -> None:
    assert len(EXPECTED["decisions"]) >= 2000
    for row in EXPECTED["decisions"]:
        fault, seed, name, percentage, first, every, keys, parameters, key, point, attempt, effect = row
        given = {"seed": seed, "id": name, "percentage": percentage, "first": first, "every": every, "keys": keys}
        rule = read_rule(
            {name: value for name, value in given.items() if value is not None}
            | {"fault": fault, "target": TARGETS[CATALOGUE[fault].place], "parameters": parameters or {}}
        )
        occasion = Occasion(key, attempt, point)
        decided = rule.selection.hits(occasion) or None
        if decided and fault == "api-latency":
            assert rule.latency_ms(occasion) == effect, row
        else:
            assert (decided and 1) == effect, row


@pytest.mark.parametrize(("text", "seed", "value"), EXPECTED["hashes"])
def test_the_hash_is_the_same(text: str, seed: int, value: int) -> None:
    assert murmur3(text, seed) == value


def test_a_lone_surrogate_is_hashed_as_by_a_text_encoder() -> None:
    assert murmur3("\ud800") == murmur3("\ufffd")


def test_keys_of_events_are_the_same() -> None:
    counts: dict[str, int] = defaultdict(int)

    def count(key: str) -> int:
        counts[key] += 1
        return counts[key]

    for event, deliveries in EXPECTED["events"]:
        assert deliveries_of(event, "request-1", count, "sagaId") == [Delivery(*each) for each in deliveries]


def test_both_have_the_same_faults() -> None:
    found = [(fault.name, fault.place, fault.first) for fault in CATALOGUE.values()]
    assert found == [(each["name"], each["place"], each["first"]) for each in EXPECTED["faults"]]


@pytest.mark.parametrize("fault", EXPECTED["faults"], ids=lambda fault: fault["name"])
def test_examples_are_read_alike(fault: dict[str, Any]) -> None:
    rule = read_rule({"id": "r", "fault": fault["name"], **fault["example"]})
    assert rule.parameters == fault["read"]["parameters"]
    target = fault["read"]["target"]
    found = {"service": rule.target.service, "table": rule.target.table, "function": rule.target.function}
    assert {name: value for name, value in found.items() if value is not None} == {
        name: value for name, value in target.items() if name != "operations"
    }
    assert rule.target.operations == (frozenset(target["operations"]) if "operations" in target else None)
