"""Logs of an invocation that outlived its version: LocalStack has closed that version's log handler by then."""

import logging
import time
from collections.abc import Mapping

from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.utils.bootstrap import is_api_enabled

from faultline_localstack.executor.log_batches import log_events, logs_client, put

LOG = logging.getLogger(__name__)


def store_late_logs(function_version: FunctionVersion, variables: Mapping[str, str], logs: str) -> None:
    """Puts the lines into the environment's own stream."""
    if not is_api_enabled("logs"):
        return
    stream = variables["AWS_LAMBDA_LOG_GROUP_NAME"], variables["AWS_LAMBDA_LOG_STREAM_NAME"]
    try:
        client = logs_client(function_version.id.region, function_version.config.role)
        put(client, function_version.id.account, stream, list(log_events(logs, int(time.time() * 1000))))
    except Exception as error:
        LOG.warning("Could not store the last logs of %s in %s: %s", function_version.id.function_name, stream, error)
