"""CloudWatch's metrics of SQS calls, put once a second.

LocalStack puts one or two metrics for each send, receive and delete, each by a request to itself: dearer than the call
that they count. Sums and counts stay exact, as each datum carries how often its value occurred.
"""

import logging
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from localstack.aws.connect import connect_to
from localstack.services.sqs.provider import CloudwatchDispatcher
from localstack.utils.bootstrap import is_api_enabled

LOG = logging.getLogger(__name__)

PERIOD_SECONDS = 1.0
DATA_PER_CALL = 1000
"""The quota of PutMetricData."""


@dataclass(frozen=True)
class Metric:
    """One metric of one queue."""

    queue: str
    name: str
    unit: str


Values = Counter[float]


def metric_data(metrics: dict[Metric, Values], now: datetime) -> list[dict[str, object]]:
    """One datum a metric, with its distinct values and how often each occurred."""
    return [
        {
            "MetricName": metric.name,
            "Dimensions": [{"Name": "QueueName", "Value": metric.queue}],
            "Unit": metric.unit,
            "Timestamp": now,
            "Values": [float(value) for value in values],
            "Counts": [float(count) for count in values.values()],
        }
        for metric, values in metrics.items()
    ]


class QueueMetrics:
    """Counts in memory; a timer that lives while there is something to put puts it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._scopes: dict[tuple[str, str], dict[Metric, Values]] = {}

    def add(self, account_id: str, region: str, metric: Metric, value: float) -> None:
        with self._lock:
            first = not self._scopes
            self._scopes.setdefault((account_id, region), {}).setdefault(metric, Counter())[value] += 1
        if first:
            timer = threading.Timer(PERIOD_SECONDS, self.put)
            timer.daemon = True
            timer.start()

    def put(self) -> None:
        """Puts what was counted since the last time."""
        with self._lock:
            scopes, self._scopes = self._scopes, {}
        for (account_id, region), metrics in scopes.items():
            data = metric_data(metrics, datetime.now(UTC))
            try:
                client = connect_to(aws_access_key_id=account_id, region_name=region).cloudwatch
                for start in range(0, len(data), DATA_PER_CALL):
                    client.put_metric_data(Namespace="AWS/SQS", MetricData=data[start : start + DATA_PER_CALL])
            except Exception as error:
                LOG.warning("Could not put the queue metrics of %s in %s: %s", account_id, region, error)

    def install(self) -> None:
        """Takes the place of LocalStack's own dispatcher."""
        if not is_api_enabled("cloudwatch"):
            return

        def dispatch(
            dispatcher: CloudwatchDispatcher,
            account_id: str,
            region: str,
            queue_name: str,
            metric: str,
            value: float = 1,
            unit: str = "Count",
        ) -> None:
            if dispatcher.running:
                self.add(account_id, region, Metric(queue_name, metric, unit), value)

        CloudwatchDispatcher.dispatch_sqs_metric = dispatch
