import json
from typing import Any

from faultline_localstack.chaos.injections import Injections, Origin
from faultline_localstack.chaos.rule_reader import read_entries
from faultline_localstack.chaos.selection import Occasion

ORIGIN = Origin("f", "stream", "request-1")


def add(ledger: Injections, key: str, **how: Any) -> None:
    (entry,) = read_entries([{"id": "r"}], 0)
    ledger.add(entry.rules[0], Occasion(key, 2), ORIGIN, **how)


def test_a_line_has_the_shape_of_the_ledger() -> None:
    ledger = Injections()
    add(ledger, "é", operation="s3:GetObject", delay_ms=5, when="start")
    (line,) = ledger.since(0)
    found = json.loads(line)
    assert found.pop("at") > 1_700_000_000_000
    assert found == {
        "faultline": "injection",
        "rule": "r",
        "fault": "api-error",
        "key": "é",
        "function": "f",
        "place": "cloud",
        "attempt": 2,
        "operation": "s3:GetObject",
        "delayMs": 5,
        "when": "start",
        "environment": "stream",
        "requestId": "request-1",
    }


def test_only_the_last_are_kept_and_the_others_counted() -> None:
    ledger = Injections(kept=2)
    for key in ("a", "b", "c"):
        add(ledger, key)
    assert [json.loads(line)["key"] for line in ledger.since(0)] == ["b", "c"]
    assert ledger.forgotten == 1


def test_since_is_a_time() -> None:
    ledger = Injections()
    add(ledger, "a")
    at = json.loads(ledger.since(0)[0])["at"]
    assert len(ledger.since(at)) == 1
    assert ledger.since(at + 1) == []
