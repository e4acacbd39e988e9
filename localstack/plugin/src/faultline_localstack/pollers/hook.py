"""Puts the concurrent pollers in the place of LocalStack's own when LocalStack starts."""

import logging
import os
from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks
from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory
from localstack.utils.patch import Patch

from .queue_metrics import QueueMetrics
from .stream_positions import keep_positions
from .stream_worker import StreamEsmWorker
from .worker import SqsEsmWorker

LOG = logging.getLogger(__name__)


@hooks.on_infra_start()
def poll_in_parallel() -> None:
    """``FAULTLINE_POLLERS``: ``concurrent`` (default), or ``stock`` to keep LocalStack's pollers."""
    QueueMetrics().install()
    choice = os.environ.get("FAULTLINE_POLLERS", "").strip() or "concurrent"
    if choice == "stock":
        return
    if choice != "concurrent":
        LOG.error("FAULTLINE_POLLERS is %r; give 'concurrent' or 'stock'. The concurrent pollers are used.", choice)
    Patch.function(EsmWorkerFactory.get_esm_worker, create_worker).apply()
    keep_positions()


def create_worker(stock: Callable[[EsmWorkerFactory], Any], factory: EsmWorkerFactory) -> Any:
    """The worker of a mapping: ours for queues and tables, LocalStack's for the rest."""
    source_arn: str = factory.esm_config.get("EventSourceArn") or ""
    match source_arn.split(":")[2:3]:
        case ["sqs"]:
            return SqsEsmWorker(factory.esm_config, factory.enabled)
        case ["dynamodb"]:
            return StreamEsmWorker(factory.esm_config, stock(factory).poller, factory.enabled)
    return stock(factory)
