from datetime import UTC, datetime

from faultline_localstack.pollers import queue_metrics
from faultline_localstack.pollers.queue_metrics import Metric, QueueMetrics

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class CloudWatch:
    def __init__(self):
        self.calls = []

    def __call__(self, **_):
        return self

    @property
    def cloudwatch(self):
        return self

    def put_metric_data(self, **call):
        self.calls.append(call)


def test_many_calls_become_one_with_their_values_and_counts(monkeypatch):
    cloudwatch = CloudWatch()
    monkeypatch.setattr(queue_metrics, "connect_to", cloudwatch)
    monkeypatch.setattr(queue_metrics, "PERIOD_SECONDS", 3600)
    metrics = QueueMetrics()
    for size in (10, 20, 10):
        metrics.add("000000000000", "us-east-1", Metric("orders", "SentMessageSize", "Bytes"), size)
        metrics.add("000000000000", "us-east-1", Metric("orders", "NumberOfMessagesSent", "Count"), 1)
    metrics.put()
    metrics.put()
    (call,) = cloudwatch.calls
    assert call["Namespace"] == "AWS/SQS"
    data = {datum["MetricName"]: (datum["Unit"], datum["Values"], datum["Counts"]) for datum in call["MetricData"]}
    assert data == {
        "SentMessageSize": ("Bytes", [10.0, 20.0], [2.0, 1.0]),
        "NumberOfMessagesSent": ("Count", [1.0], [3.0]),
    }
    assert call["MetricData"][0]["Dimensions"] == [{"Name": "QueueName", "Value": "orders"}]


def test_a_cloudwatch_that_fails_does_not_stop_the_next_put(monkeypatch, caplog):
    def unreachable(**_):
        raise ConnectionError("no gateway")

    monkeypatch.setattr(queue_metrics, "connect_to", unreachable)
    monkeypatch.setattr(queue_metrics, "PERIOD_SECONDS", 3600)
    metrics = QueueMetrics()
    metrics.add("000000000000", "us-east-1", Metric("orders", "NumberOfMessagesSent", "Count"), 1)
    metrics.put()
    assert "no gateway" in caplog.text
