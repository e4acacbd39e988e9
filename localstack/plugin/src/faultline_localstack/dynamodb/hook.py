"""Starts DynamoDB with LocalStack, on the other core, while LocalStack itself still starts."""

import logging
import os
import sys

from localstack import config
from localstack.runtime import hooks
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS

from faultline_localstack.dynamodb.backend import backend
from faultline_localstack.executor.rooms import engine

LOG = logging.getLogger(__name__)
DATABASE_GONE = 70
"""The exit code of a LocalStack whose DynamoDB has ended."""


def end_localstack(how: str) -> None:
    """What the tables held is gone: a LocalStack that went on with empty ones would answer as if nothing had been written."""
    LOG.error("DynamoDB's process ended (%s); LocalStack ends with it, as what its tables held is gone", how)
    sys.stderr.flush()
    os._exit(DATABASE_GONE)


@hooks.on_infra_start(priority=90)
def serve_dynamodb() -> None:
    started = backend()
    if started is None:
        return
    made = engine() if config.LAMBDA_RUNTIME_EXECUTOR == "faultline" else None
    # At the same address outside of the functions' room and in it: a call of a function passes nothing else.
    listeners = [] if made is None else [made.room.listen(started.port)]
    SHUTDOWN_HANDLERS.register(started.close)
    started.start(*listeners, gone=end_localstack)
