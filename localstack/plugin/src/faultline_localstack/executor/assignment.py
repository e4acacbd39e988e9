"""
How an invocation gets its environment: one that is idle, or else a new one when its turn to start comes, or one that
becomes idle before that; a function that has some already gets another only when its callers have waited for a while.

LocalStack 4.14 shows a fresh environment to other invocations before the one that started it has reserved it, searches a
dictionary that others add to and remove from, and starts one for each invocation that finds none idle, however many wait.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from localstack.aws.api.lambda_ import TooManyRequestsException
from localstack.services.lambda_.invocation.assignment import AssignmentException, AssignmentService
from localstack.services.lambda_.invocation.execution_environment import (
    ExecutionEnvironment,
    InvalidStatusException,
    RuntimeStatus,
)
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InitializationType

from faultline_localstack.executor.cold_starts import ColdStartRefused, ColdStarts
from faultline_localstack.executor.patience import patience
from faultline_localstack.executor.start_times import StartTimes

LOG = logging.getLogger(__name__)


class Assignment:
    """Takes the place of LocalStack's own assignment; ``cold_starts`` decides who may start what it needs."""

    def __init__(self, cold_starts: ColdStarts) -> None:
        self._cold_starts = cold_starts
        self._start_times = StartTimes()

    def install(self) -> None:
        assignment = self

        @contextmanager
        def get_environment(
            service: AssignmentService,
            version_manager_id: str,
            function_version: FunctionVersion,
            provisioning_type: InitializationType,
        ) -> Iterator[ExecutionEnvironment]:
            with assignment.lend(service, version_manager_id, function_version, provisioning_type) as environment:
                yield environment

        AssignmentService.get_environment = get_environment
        ExecutionEnvironment.release = release

    @contextmanager
    def lend(
        self,
        service: AssignmentService,
        version_manager_id: str,
        function_version: FunctionVersion,
        provisioning_type: InitializationType,
    ) -> Iterator[ExecutionEnvironment]:
        """
        Lends an environment that is reserved.

        :raises TooManyRequestsException: if none could begin while the caller waited; the function did not run
        """
        try:
            environment = self._reserve(service, version_manager_id, function_version, provisioning_type)
        except ColdStartRefused as refusal:
            raise _throttled(function_version) from refusal
        try:
            yield environment
            environment.release()
        except InvalidStatusException:
            LOG.debug(
                "The environment %s was stopped while it was lent, as by an update of the function", environment.id
            )
        except ColdStartRefused as refusal:
            # Its processes had ended, and their successors got no turn.
            environment.release()
            raise _throttled(function_version) from refusal
        except Exception as error:
            LOG.warning("An invocation failed in LocalStack, not in the function: %s: %s", type(error).__name__, error)
            service.stop_environment(environment)
            raise
        finally:
            self._cold_starts.left(version_manager_id)

    def _reserve(
        self,
        service: AssignmentService,
        version_manager_id: str,
        function_version: FunctionVersion,
        provisioning_type: InitializationType,
    ) -> ExecutionEnvironment:
        def idle() -> ExecutionEnvironment | None:
            return reserve_idle(service, version_manager_id, provisioning_type)

        if provisioning_type == InitializationType.provisioned_concurrency:
            if environment := idle():
                return environment
            raise AssignmentException("No provisioned concurrency environment available despite lease.")
        # Who comes when others wait already must not overtake them.
        if not self._cold_starts.is_waited_for(version_manager_id) and (environment := idle()):
            return environment
        came = time.monotonic()
        some = service.environments[version_manager_id]
        not_before = self._start_times.of_one_more(version_manager_id) if some else None
        with self._cold_starts.turn(patience(), version_manager_id, idle, not_before) as found:
            if found is not None:
                self._start_times.has_waited(version_manager_id, came)
                return found
            with self._start_times.measured(version_manager_id):
                environment = service.start_environment(version_manager_id, function_version)
            environment.reserve()
            service.environments[version_manager_id][environment.id] = environment
            return environment


def _throttled(function_version: FunctionVersion) -> TooManyRequestsException:
    LOG.warning(
        "An invocation of %s was refused: no execution environment could begin with it in time on this machine.",
        function_version.id.function_name,
    )
    return TooManyRequestsException("Rate Exceeded.", Reason="ConcurrentInvocationLimitExceeded", Type="User")


def reserve_idle(
    service: AssignmentService, version_manager_id: str, provisioning_type: InitializationType
) -> ExecutionEnvironment | None:
    """The one that was used last, so that those that are not needed stay idle and can end."""
    # A list made at once: other invocations change the dictionary.
    environments = [
        each
        for each in list(service.environments[version_manager_id].values())
        if each.initialization_type == provisioning_type
    ]
    for environment in sorted(environments, key=_last_returned, reverse=True):
        with suppress(InvalidStatusException):
            environment.reserve()
            return environment
    return None


def _last_returned(environment: ExecutionEnvironment) -> datetime:
    return getattr(environment, "last_returned", datetime.min)


def release(environment: ExecutionEnvironment) -> None:
    """As LocalStack's own, without a thread for a timer each time: ``IdleEnvironments`` ends those that nobody uses."""
    environment.last_returned = datetime.now()
    with environment.status_lock:
        if environment.status != RuntimeStatus.INVOKING:
            raise InvalidStatusException(
                f"Execution environment {environment.id} is {environment.status}, not invoking."
            )
        environment.status = RuntimeStatus.READY
