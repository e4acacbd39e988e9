import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from faultline_localstack.chaos import rule_book
from faultline_localstack.chaos.rule import Entry
from faultline_localstack.chaos.rule_book import RuleBook, now_ms
from faultline_localstack.chaos.rule_reader import read_entries

DEADLINE_SECONDS = 60.0


def entries(*given: dict[str, Any]) -> list[Entry]:
    return read_entries(list(given), now_ms())


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_is_idle_without_rules_and_busy_with_them() -> None:
    book = RuleBook()
    assert not book.busy
    book.replace(entries({"service": "s3"}))
    assert book.busy
    book.replace([])
    assert not book.busy
    book.set_latency(5, None)
    assert book.busy
    book.set_latency(0, None)
    assert not book.busy


def test_adds_in_order_and_replaces_what_has_the_same_id() -> None:
    book = RuleBook()
    book.replace(entries({"service": "s3"}, {"id": "a", "service": "sqs"}))
    book.add(entries({"service": "s3"}, {"id": "a", "service": "sns"}))
    assert book.entries() == [{"service": "s3"}, {"id": "a", "service": "sns"}, {"service": "s3"}]


def test_removes_what_is_exactly_alike_or_has_the_id() -> None:
    book = RuleBook()
    given = [{"service": "lambda"}, {"service": "lambda", "region": "eu-west-1"}, {"id": "a", "durationMs": 50_000}]
    book.replace(entries(*given))
    book.remove([{"service": "lambd"}, {"region": "eu-west-1"}, {"id": "b"}])
    assert len(book.entries()) == 3
    book.remove([{"region": "eu-west-1", "service": "lambda"}])
    assert len(book.entries()) == 2
    book.remove([{"durationMs": 50_000, "id": "a"}])
    assert book.entries() == [{"service": "lambda"}]
    book.replace(entries(given[2]))
    book.remove(book.entries())
    assert book.entries() == []
    book.replace(entries(given[2]))
    book.remove([{"id": "a"}])
    assert book.entries() == []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The time of the book, in milliseconds: it stands still until it is set, however busy the machine is."""
    moment = [1_000]
    monkeypatch.setattr(rule_book, "now_ms", lambda: moment[0])
    return moment


def test_begins_and_ends_rules_by_time_without_any_request(clock: list[int]) -> None:
    book = RuleBook()
    given = ({"id": "later", "startsAt": 1_080, "expiresAt": 1_160}, {"id": "now", "durationMs": 40})
    book.replace(read_entries(list(given), 1_000))

    def acting() -> list[str]:
        return [rule.id for rule in book.acting("cloud")]

    assert acting() == ["now"]
    assert [rule.id for rule in book.rules()] == ["later", "now"]
    clock[0] = 1_060
    assert acting() == []
    wait_until(lambda: [rule.id for rule in book.rules()] == ["later"])
    clock[0] = 1_080
    assert acting() == ["later"]
    clock[0] = 1_160
    wait_until(lambda: not book.busy)


def test_tells_every_change_before_it_is_answered() -> None:
    book = RuleBook()
    told: list[list[str]] = []
    book.changed = lambda: told.append([rule.id for rule in book.rules()])
    book.replace(entries({"id": "a"}))
    book.add(entries({"id": "b"}))
    book.remove([{"id": "a"}])
    book.set_latency(5, None)
    assert told == [["a"], ["a", "b"], ["b"], ["b"]]


def test_a_wait_ends_with_its_rule() -> None:
    book = RuleBook()
    book.replace(entries({"id": "a"}))
    (rule,) = book.acting("cloud")
    waiter = threading.Thread(target=book.wait, args=(rule, 3600.0))
    waiter.start()
    book.remove([{"id": "a"}])
    waiter.join(DEADLINE_SECONDS)
    assert not waiter.is_alive()


def test_what_is_begun_in_the_name_of_a_rule_goes_on_when_its_end_is_put_off() -> None:
    book = RuleBook()
    now = now_ms()
    given = {"id": "a", "startsAt": now, "expiresAt": now + 3_600_000}
    book.replace(entries(given))
    (rule,) = book.acting("cloud")
    book.add(entries(given | {"expiresAt": now + 7_200_000}))
    assert book.acting("cloud") == [rule]
    assert rule.expires_at == now + 7_200_000
    assert [entry["expiresAt"] for entry in book.entries()] == [now + 7_200_000]
    book.add(entries(given | {"service": "s3"}))
    (other,) = book.acting("cloud")
    assert other is not rule
    assert not book.is_there(rule)


def test_a_wait_ends_when_it_is_over() -> None:
    book = RuleBook()
    book.replace(entries({"id": "a"}))
    (rule,) = book.acting("cloud")
    over = threading.Event()
    waiter = threading.Thread(target=book.wait, args=(rule, 3600.0, over.is_set))
    waiter.start()
    over.set()
    book.wake()
    waiter.join(DEADLINE_SECONDS)
    assert not waiter.is_alive()


def test_latency_ends_by_its_expiry_and_when_it_is_lowered(clock: list[int]) -> None:
    book = RuleBook()

    def waits() -> threading.Thread:
        waiter = threading.Thread(target=book.wait_latency)
        waiter.start()
        waiter.join(0.05)
        assert waiter.is_alive()
        return waiter

    def is_over(waiter: threading.Thread) -> None:
        waiter.join(DEADLINE_SECONDS)
        assert not waiter.is_alive()

    book.set_latency(3_600_000, 1_050)
    waiter = waits()
    clock[0] = 1_050
    is_over(waiter)
    wait_until(lambda: not book.busy)
    book.set_latency(3_600_000, None)
    waiter = waits()
    book.set_latency(0, None)
    is_over(waiter)


def test_an_expiry_in_a_far_future_is_waited_for() -> None:
    book = RuleBook()
    book.replace(entries({"id": "a", "expiresAt": 2**53 - 1}))
    assert book.entries() != []
    book.replace([])


def test_calls_between_services_are_disturbed_only_by_rules_aimed_at_them() -> None:
    book = RuleBook()
    assert not book.disturbs_services()
    rule = {"fault": "api-error", "target": {"service": "logs"}}
    book.replace(entries({"service": "s3"}, rule))
    assert not book.disturbs_services()
    book.replace(entries({**rule, "target": {"service": "logs", "from": "services"}}))
    assert book.disturbs_services()
