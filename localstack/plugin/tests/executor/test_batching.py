"""Logs and metrics leave LocalStack in batches without a loss."""

from collections import Counter
from datetime import UTC, datetime
from queue import Queue

import pytest
from localstack.services.lambda_.invocation.logs import QUEUE_SHUTDOWN, LogItem
from moto.logs.models import logs_backends

from faultline_localstack.chaos.short_way import SHORT_WAY
from faultline_localstack.executor import log_store
from faultline_localstack.executor.invocation_metrics import metric_data
from faultline_localstack.executor.log_batches import next_batch


def test_lines_of_one_stream_are_put_together_in_order() -> None:
    queue: Queue[object] = Queue()
    for item in (LogItem("g", "a", "1\n\n2\n"), LogItem("g", "b", "3\n"), LogItem("g", "a", "4")):
        queue.put(item)
    batch, closed = next_batch(queue)
    assert not closed
    assert {stream: [event["message"] for event in events] for stream, events in batch.items()} == {
        ("g", "a"): ["1\n", "2\n", "4\n"],
        ("g", "b"): ["3\n"],
    }


def test_what_is_queued_before_the_end_is_kept() -> None:
    queue: Queue[object] = Queue()
    queue.put(LogItem("g", "a", "last\n"))
    queue.put(QUEUE_SHUTDOWN)
    batch, closed = next_batch(queue)
    assert closed
    assert [event["message"] for event in batch["g", "a"]] == ["last\n"]


def test_metrics_count_exactly() -> None:
    now = datetime.now(UTC)
    assert metric_data(Counter({("f", "Errors"): 3}), now) == [
        {
            "MetricName": "Errors",
            "Dimensions": [{"Name": "FunctionName", "Value": "f"}],
            "Timestamp": now,
            "Values": [1.0],
            "Counts": [3.0],
        }
    ]


class Plugins:
    @staticmethod
    def require(_name: str) -> None:
        return None


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(log_store, "SERVICE_PLUGINS", Plugins)
    logs = logs_backends["000000000000"]["us-east-1"]
    logs.reset()
    logs.create_log_group("g", {})
    logs.create_log_stream("g", "s")
    return "s"


def stored(stream: str) -> bool:
    now = int(datetime.now(UTC).timestamp() * 1000)
    return log_store.stored("000000000000", "us-east-1", "g", stream, [{"timestamp": now, "message": "1\n"}])


def test_events_lie_in_their_stream_on_the_short_way(stream: str) -> None:
    assert stored(stream)
    events = logs_backends["000000000000"]["us-east-1"].groups["g"].streams["s"].events
    assert [event.message for event in events] == ["1\n"]


def test_what_the_api_has_to_do_is_left_to_it(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not stored("missing")
    logs = logs_backends["000000000000"]["us-east-1"]
    monkeypatch.setattr(logs.filters, "metric_filters", [{"filterPattern": "x"}])
    assert not stored(stream)
    monkeypatch.undo()
    monkeypatch.setattr(SHORT_WAY, "leads_between_services", lambda: False)
    assert not stored(stream)
