"""CloudWatch's ``Invocations`` and ``Errors`` of functions, put once a second.

LocalStack puts them after each invocation from a thread of its own, with a database commit: a third of a warm
invocation's processor time. Sums and counts stay exact, as each datum carries how often its value occurred.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation import version_manager
from localstack.utils.bootstrap import is_api_enabled

LOG = logging.getLogger(__name__)
PERIOD_SECONDS = 1.0
_THREAD_NAME = "record-cloudwatch-metric"

Scope = tuple[str, str]
Metric = tuple[str, str]


def metric_data(counts: Counter[Metric], now: datetime) -> list[dict[str, object]]:
    """One datum a function and metric: the value 1, as often as it was counted."""
    return [
        {
            "MetricName": metric,
            "Dimensions": [{"Name": "FunctionName", "Value": function}],
            "Timestamp": now,
            "Values": [1.0],
            "Counts": [float(count)],
        }
        for (function, metric), count in counts.items()
    ]


class InvocationMetrics:
    """Counts in memory; a thread that lives while there is something to put puts it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Scope, Counter[Metric]] = {}

    def count(self, account_id: str, region_name: str, function_name: str, *metrics: str) -> None:
        with self._lock:
            first = not self._counts
            counts = self._counts.setdefault((account_id, region_name), Counter())
            counts.update((function_name, metric) for metric in metrics)
        if first:
            threading.Thread(target=self._put_later, name="faultline-invocation-metrics", daemon=True).start()

    def _put_later(self) -> None:
        time.sleep(PERIOD_SECONDS)
        with self._lock:
            scopes, self._counts = self._counts, {}
        for (account_id, region), counts in scopes.items():
            try:
                client = connect_to(aws_access_key_id=account_id, region_name=region).cloudwatch
                client.put_metric_data(Namespace="AWS/Lambda", MetricData=metric_data(counts, datetime.now(UTC)))
            except Exception as error:
                LOG.warning("Could not put the invocation metrics of %s in %s: %s", account_id, region, error)

    def install(self) -> None:
        """Takes the place of LocalStack's own recording."""
        if not is_api_enabled("cloudwatch"):
            return
        start_thread = version_manager.start_thread

        def start_or_run(method: Callable[..., object], *args: Any, name: str = "", **kwargs: Any) -> object:
            return method() if name.startswith(_THREAD_NAME) else start_thread(method, *args, name=name, **kwargs)

        def record_invocation(function_name: str, account_id: str, region_name: str) -> None:
            self.count(account_id, region_name, function_name, "Invocations")

        def record_error(function_name: str, account_id: str, region_name: str) -> None:
            self.count(account_id, region_name, function_name, "Invocations", "Errors")

        version_manager.start_thread = start_or_run
        version_manager.record_cw_metric_invocation = record_invocation
        version_manager.record_cw_metric_error = record_error
