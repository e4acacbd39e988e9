"""
How an invocation gets its environment, without LocalStack's races.

LocalStack 4.14 shows a fresh environment to other invocations before the one that started it has reserved it, and searches
a dictionary that others add to and remove from. Either made an invocation under load fail with a 500.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from localstack.services.lambda_.invocation.assignment import AssignmentException, AssignmentService
from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment, InvalidStatusException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InitializationType

LOG = logging.getLogger(__name__)


@contextmanager
def get_environment(
    service: AssignmentService,
    version_manager_id: str,
    function_version: FunctionVersion,
    provisioning_type: InitializationType,
) -> Iterator[ExecutionEnvironment]:
    """Lends an environment that is reserved: an idle one, or for on-demand concurrency a new one."""
    environment = reserve_idle(service, version_manager_id, provisioning_type)
    if environment is None:
        if provisioning_type == InitializationType.provisioned_concurrency:
            raise AssignmentException("No provisioned concurrency environment available despite lease.")
        environment = service.start_environment(version_manager_id, function_version)
        environment.reserve()
        service.environments[version_manager_id][environment.id] = environment
    try:
        yield environment
        environment.release()
    except InvalidStatusException:
        LOG.debug("The environment %s was stopped while it was lent, as by an update of the function", environment.id)
    except Exception as error:
        LOG.warning("An invocation failed in LocalStack, not in the function: %s: %s", type(error).__name__, error)
        service.stop_environment(environment)
        raise


def reserve_idle(
    service: AssignmentService, version_manager_id: str, provisioning_type: InitializationType
) -> ExecutionEnvironment | None:
    # A list made at once: other invocations change the dictionary.
    for environment in list(service.environments[version_manager_id].values()):
        if environment.initialization_type == provisioning_type:
            try:
                environment.reserve()
            except InvalidStatusException:
                continue
            return environment
    return None


def assign_without_races() -> None:
    """Takes the place of LocalStack's own assignment."""
    AssignmentService.get_environment = get_environment
