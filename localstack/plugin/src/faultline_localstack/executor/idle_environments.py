"""Ends environments that nobody uses: after LocalStack's keep-alive time, or earlier when memory is needed."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from localstack import config
from localstack.services.lambda_.invocation.assignment import AssignmentService
from localstack.services.lambda_.invocation.execution_environment import (
    ExecutionEnvironment,
    InvalidStatusException,
    RuntimeStatus,
)
from localstack.services.lambda_.invocation.lambda_models import InitializationType

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 1.0


class IdleEnvironments:
    """Those of one assignment service. All methods may be called by any thread."""

    def __init__(self, service: Callable[[], AssignmentService | None]) -> None:
        self._service = service

    def end_one(self, unused_seconds: float = 0) -> bool:
        """Ends the one that was used least recently, if nobody has used it for so long; tells whether there was one."""
        return any(_end(each) for each in sorted(self._unused(unused_seconds), key=lambda each: each.last_returned))

    def end_old(self) -> None:
        for each in self._unused(config.LAMBDA_KEEPALIVE_MS / 1000):
            _end(each)

    def watch(self, is_short: Callable[[], bool]) -> None:
        """Starts a thread that ends what is old, and all that is idle while the machine is short of memory."""

        def look() -> None:
            while True:
                time.sleep(LOOK_SECONDS)
                try:
                    self.end_old()
                    while is_short() and self.end_one():
                        LOG.warning("This machine is short of memory: an idle execution environment was ended.")
                except Exception as error:
                    LOG.warning("Could not look after idle environments: %s: %s", type(error).__name__, error)

        threading.Thread(target=look, name="faultline-idle-environments", daemon=True).start()

    def _unused(self, seconds: float) -> list[ExecutionEnvironment]:
        latest = datetime.now() - timedelta(seconds=seconds)
        return [each for each in self._idle() if each.last_returned <= latest]

    def _idle(self) -> list[ExecutionEnvironment]:
        def all_of(service: AssignmentService) -> Iterator[ExecutionEnvironment]:
            for environments in list(service.environments.values()):
                yield from list(environments.values())

        service = self._service()
        return [
            each
            for each in (all_of(service) if service else ())
            if each.status == RuntimeStatus.READY and each.initialization_type == InitializationType.on_demand
        ]


def _end(environment: ExecutionEnvironment) -> bool:
    """Ends it unless an invocation was quicker."""
    # Its version may end at the same time.
    with suppress(KeyError, InvalidStatusException):
        environment.keepalive_passed()
    return bool(environment.status == RuntimeStatus.STOPPED)
