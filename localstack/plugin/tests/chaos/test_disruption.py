"""Rules that disturb real execution environments."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from faultline_localstack.chaos.disruption import Disruption
from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.rule_book import RuleBook, now_ms
from faultline_localstack.chaos.rule_reader import read_entries
from faultline_localstack.executor.environment import Environment

DEADLINE_SECONDS = 10.0
HANDLER = """
const { now } = Date;
exports.handler = async ({ waitMs = 0 }, context) => {
  const began = performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  return {
    pid: process.pid, tookMs: performance.now() - began, remainingMs: context.getRemainingTimeInMillis(),
    now: now(), date: new Date().getTime(), text: new Date(0).toISOString(), asFunction: Date(),
    parts: new Date(2020, 1, 2).getFullYear(), isDate: new Date() instanceof Date, same: new Date().constructor === Date,
  };
};
"""


class Chaos:
    def __init__(self, lab: Callable[..., Any]) -> None:
        self.book, self.ledger = RuleBook(), Injections()
        self.disruptions = Disruptions(self.book, self.ledger, Invocations())
        variables = {"CHAOS_KEY": "sagaId"}
        self.lab = lab({"index.js": HANDLER}, disrupt=self.disruptions.begin, timeout=2, variables=variables)

    def inject(self, fault: str, **parameters: Any) -> None:
        rule = {"id": "r", "fault": fault, "target": {"function": "f"}, "parameters": parameters, "durationMs": 60_000}
        self.book.replace(read_entries([rule], now_ms()))

    def fired(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.ledger.since(0)]

    def disruption(self) -> Disruption:
        found = self.disruptions.of(self.lab.environment)
        assert found is not None
        return found


@pytest.fixture
def chaos(lab: Callable[..., Any]) -> Chaos:
    return Chaos(lab)


def test_nothing_happens_without_a_rule(chaos: Chaos) -> None:
    assert chaos.lab.answer({})["remainingMs"] > 1_000
    assert chaos.disruptions.of(chaos.lab.environment) is None


@pytest.mark.parametrize("when", ["start", "before-acknowledgement"])
def test_a_kill_is_told_as_lambda_tells_it_and_the_next_invocation_starts_cold(chaos: Chaos, when: str) -> None:
    before = chaos.lab.answer({})["pid"]
    chaos.inject("kill-environment", when=when)
    error = chaos.lab.error({})
    assert error["errorType"] == "Runtime.ExitError"
    assert str(error["errorMessage"]).endswith("Error: Runtime exited with error: signal: killed")
    (line,) = chaos.fired()
    assert (line["fault"], line["place"], line["when"]) == ("kill-environment", "environment", when)
    chaos.book.replace([])
    assert chaos.lab.answer({})["pid"] != before


def test_a_kill_at_a_time(chaos: Chaos) -> None:
    chaos.inject("kill-environment", when="time", afterMs=100)
    began = time.monotonic()
    assert chaos.lab.error({"waitMs": 1_500})["errorType"] == "Runtime.ExitError"
    assert time.monotonic() - began > 0.09


def test_what_comes_too_late_hits_nobody(chaos: Chaos) -> None:
    chaos.inject("kill-environment", when="time", afterMs=60_000)
    pid = chaos.lab.answer({})["pid"]
    chaos.book.replace([])
    assert chaos.lab.answer({})["pid"] == pid
    assert chaos.fired() == []


def test_a_pause_at_the_start_is_over_when_it_is_over(chaos: Chaos) -> None:
    chaos.lab.answer({})
    chaos.inject("pause-environment", when="start", pauseMs=300)
    began = time.monotonic()
    chaos.lab.answer({})
    assert time.monotonic() - began > 0.29
    assert chaos.fired()[0]["delayMs"] == 300


@pytest.mark.parametrize("when", ["start", "before-acknowledgement"])
def test_a_pause_past_the_time_out_is_a_time_out_and_leaves_nothing(chaos: Chaos, when: str) -> None:
    chaos.lab.answer({})
    chaos.inject("pause-environment", when=when, pauseMs=60_000)
    assert "timed out after 2.00 seconds" in str(chaos.lab.error({})["errorMessage"])
    assert not chaos.lab.environment.paused
    chaos.book.replace([])
    chaos.lab.answer({})


def test_a_pause_ends_with_its_rule(chaos: Chaos) -> None:
    chaos.lab.answer({})
    rule = {"id": "r", "fault": "pause-environment", "target": {"function": "f"}, "durationMs": 300}
    chaos.book.replace(read_entries([{**rule, "parameters": {"when": "start", "pauseMs": 60_000}}], now_ms()))
    # Otherwise it would time out.
    chaos.lab.answer({})


def test_little_processor_time_makes_it_slow_until_the_invocation_ends(
    chaos: Chaos, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Environment] = []
    hold = Environment.hold

    def noted(environment: Environment) -> None:
        held.append(environment)
        hold(environment)

    monkeypatch.setattr(Environment, "hold", noted)
    chaos.lab.answer({})
    chaos.inject("slow-environment", cpuPercent=2)
    began = time.monotonic()
    chaos.lab.answer({})
    assert time.monotonic() - began > 0.09
    assert chaos.lab.environment.state == "idle"
    assert held
    held.clear()
    chaos.book.replace([])
    chaos.lab.answer({})
    assert held == []


def test_only_date_is_skewed_and_only_while_the_rule_acts(chaos: Chaos) -> None:
    chaos.lab.answer({})
    for skew_ms in (86_400_000 * 300, -86_400_000 * 300):
        chaos.inject("clock-skew", skewMs=skew_ms)
        answer = chaos.lab.answer({"waitMs": 20})
        expected = now_ms() + skew_ms
        assert abs(answer["now"] - expected) < 5_000
        assert abs(answer["date"] - expected) < 5_000
        assert time.strftime("%Y", time.gmtime(expected / 1000)) in answer["asFunction"]
        assert answer["text"] == "1970-01-01T00:00:00.000Z"
        assert answer["parts"] == 2020
        assert answer["isDate"]
        assert answer["same"]
        assert 0 < answer["remainingMs"] <= 2_000
        assert 15 < answer["tookMs"] < 2_000
    chaos.book.replace([])
    assert abs(chaos.lab.answer({})["now"] - now_ms()) < 5_000


def run_beside(chaos: Chaos, event: object) -> Callable[[], Any]:
    """Invokes in a thread of its own and returns when the invocation is under way; the result ends it."""
    outcome: list[Any] = []
    thread = threading.Thread(target=lambda: outcome.append(chaos.lab.invoke(event)))
    thread.start()
    deadline = time.monotonic() + DEADLINE_SECONDS
    while chaos.lab.environment.invocation is None or chaos.disruptions.of(chaos.lab.environment) is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)

    def end() -> Any:
        thread.join(DEADLINE_SECONDS)
        return outcome[0]

    return end


def test_the_chosen_call_is_never_made_when_the_environment_dies_before_it(chaos: Chaos) -> None:
    chaos.inject("kill-environment", when="before-call", call=2)
    end = run_beside(chaos, {"waitMs": 1_000})
    disruption = chaos.disruption()
    assert disruption.before_call() == 1
    disruption.after_call(1)
    assert disruption.before_call() is None
    assert json.loads(end().payload)["errorType"] == "Runtime.ExitError"


def test_it_dies_after_the_chosen_call(chaos: Chaos) -> None:
    chaos.inject("kill-environment", when="after-call", call=1)
    end = run_beside(chaos, {"waitMs": 1_000})
    disruption = chaos.disruption()
    assert disruption.before_call() == 1
    assert chaos.fired() == []
    disruption.after_call(1)
    assert json.loads(end().payload)["errorType"] == "Runtime.ExitError"
    assert len(chaos.fired()) == 1


def test_a_call_waits_while_its_environment_is_paused(chaos: Chaos) -> None:
    chaos.inject("pause-environment", when="before-call", call=1, pauseMs=200)
    end = run_beside(chaos, {"waitMs": 500})
    began = time.monotonic()
    assert chaos.disruption().before_call() == 1
    assert time.monotonic() - began > 0.19
    assert not end().is_error


def test_each_record_draws_for_itself_and_attempts_are_its_deliveries(chaos: Chaos) -> None:
    def record(order: str, receives: int) -> dict[str, Any]:
        return {
            "eventSource": "aws:sqs",
            "messageId": order,
            "body": json.dumps({"sagaId": order}),
            "attributes": {"ApproximateReceiveCount": str(receives)},
        }

    chaos.inject("clock-skew", skewMs=1)
    chaos.lab.answer({"Records": [record("a", 1), record("b", 3)]})
    assert [(line["key"], line["attempt"]) for line in chaos.fired()] == [("a", 1), ("b", 3)]
    chaos.inject("kill-environment")
    chaos.lab.answer({"Records": [record("b", 2)]})


def test_a_call_that_was_under_way_when_the_environment_died_arrives(chaos: Chaos) -> None:
    chaos.inject("kill-environment", when="before-call", call=1)
    end = run_beside(chaos, {"waitMs": 1_000})
    disruption = chaos.disruption()
    assert disruption.before_call() is None
    end()
    assert disruption.before_call() == 2
