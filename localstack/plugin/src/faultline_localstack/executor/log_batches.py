"""Puts the log lines of many invocations into CloudWatch Logs with one call a stream, four times a second at most.

LocalStack's own handler makes one call an invocation, and forgets what is still queued when its version is replaced.
"""

import itertools
import logging
import time
from collections.abc import Iterator
from queue import Empty, Queue
from typing import Any

from localstack.aws.connect import connect_to
from localstack.services.lambda_.invocation.logs import LogHandler, LogItem
from localstack.utils.aws.arns import extract_account_id_from_arn
from localstack.utils.aws.client_types import ServicePrincipal

from faultline_localstack.executor.log_store import stored

LOG = logging.getLogger(__name__)
WINDOW_SECONDS = 0.25
# Of one PutLogEvents call: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
MAXIMUM_EVENTS = 10_000

Stream = tuple[str, str]
LogEvent = dict[str, object]


def log_events(logs: str, timestamp_ms: int) -> Iterator[LogEvent]:
    """One event a line; CloudWatch Logs takes no empty ones."""
    return ({"timestamp": timestamp_ms, "message": f"{line}\n"} for line in logs.split("\n") if line)


def next_batch(queue: "Queue[Any]") -> tuple[dict[Stream, list[LogEvent]], bool]:
    """Waits for the first item, then gathers for one window; tells also whether the queue was closed."""
    batch: dict[Stream, list[LogEvent]] = {}
    item: Any = queue.get()
    until = time.monotonic() + WINDOW_SECONDS
    while isinstance(item, LogItem):
        events = batch.setdefault((item.log_group, item.log_stream), [])
        events.extend(log_events(item.logs, int(time.time() * 1000)))
        try:
            item = queue.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return batch, False
    return batch, True


def put(client: Any, account_id: str, stream: Stream, events: list[LogEvent]) -> None:
    """Puts the events in order and makes the group and the stream when they are missing."""
    group, name = stream
    for chunk in itertools.batched(events, MAXIMUM_EVENTS):
        if stored(account_id, client.meta.region_name, group, name, list(chunk)):
            continue
        arguments = {"logGroupName": group, "logStreamName": name, "logEvents": list(chunk)}
        try:
            client.put_log_events(**arguments)
        except client.exceptions.ResourceNotFoundException:
            for create, names in (
                (client.create_log_group, {"logGroupName": group}),
                (client.create_log_stream, {"logGroupName": group, "logStreamName": name}),
            ):
                try:
                    create(**names)
                except client.exceptions.ResourceAlreadyExistsException:
                    LOG.debug("%s exists already", names)
            client.put_log_events(**arguments)


def logs_client(region: str, role_arn: str) -> Any:
    return connect_to.with_assumed_role(
        region_name=region, role_arn=role_arn, service_principal=ServicePrincipal.lambda_
    ).logs


def _run_log_loop(handler: LogHandler, *_args: object, **_kwargs: object) -> None:
    client = logs_client(handler.region, handler.role_arn)
    account_id = extract_account_id_from_arn(handler.role_arn)
    closed = False
    while not closed:
        batch, closed = next_batch(handler.log_queue)
        for stream, events in batch.items():
            try:
                put(client, account_id, stream, events)
            except Exception as error:
                LOG.warning("Could not store the logs of %s in %s: %s", stream, handler.region, error)


def batch_logs() -> None:
    """Takes the place of LocalStack's own log loop, for every handler that starts later."""
    LogHandler.run_log_loop = _run_log_loop
