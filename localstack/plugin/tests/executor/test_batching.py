"""Logs and metrics leave LocalStack in batches without a loss."""

from collections import Counter
from datetime import UTC, datetime
from queue import Queue

from localstack.services.lambda_.invocation.logs import QUEUE_SHUTDOWN, LogItem

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
