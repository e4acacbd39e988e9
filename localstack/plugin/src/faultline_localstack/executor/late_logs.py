"""Logs of an invocation that outlived its version: LocalStack has closed that version's log handler by then."""

import logging
import time
from collections.abc import Mapping
from contextlib import suppress

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion
from localstack.utils.aws.client_types import ServicePrincipal

LOG = logging.getLogger(__name__)


def store_late_logs(function_version: FunctionVersion, variables: Mapping[str, str], logs: str) -> None:
    """Puts the lines into the environment's own stream, which its earlier invocations have made, or makes it."""
    group, stream = variables["AWS_LAMBDA_LOG_GROUP_NAME"], variables["AWS_LAMBDA_LOG_STREAM_NAME"]
    now = int(time.time() * 1000)
    try:
        client = connect_to.with_assumed_role(
            region_name=function_version.id.region,
            role_arn=function_version.config.role,
            service_principal=ServicePrincipal.lambda_,
        ).logs
        with suppress(client.exceptions.ResourceAlreadyExistsException):
            client.create_log_group(logGroupName=group)
        with suppress(client.exceptions.ResourceAlreadyExistsException):
            client.create_log_stream(logGroupName=group, logStreamName=stream)
        client.put_log_events(
            logGroupName=group,
            logStreamName=stream,
            logEvents=[{"timestamp": now, "message": f"{line}\n"} for line in logs.split("\n") if line],
        )
    except Exception as error:
        LOG.warning("Could not store the last logs of %s in %s: %s", function_version.id.function_name, stream, error)
