"""Both tests fail with LocalStack's own ``AssignmentService.get_environment``."""

from contextlib import ExitStack

import pytest
from localstack.services.lambda_.invocation.assignment import AssignmentException, AssignmentService
from localstack.services.lambda_.invocation.execution_environment import InvalidStatusException
from localstack.services.lambda_.invocation.lambda_models import InitializationType

from faultline_localstack.executor.assignment import get_environment

ON_DEMAND = InitializationType.on_demand
VERSION = "version"


class FakeEnvironment:
    """Has LocalStack's rules of reservation; ``on_refusal`` is what happens elsewhere while a reservation is refused."""

    initialization_type = ON_DEMAND

    def __init__(self, name, on_refusal=lambda: None):
        self.id = name
        self.reserved = False
        self.stopped = False
        self.on_refusal = on_refusal

    def reserve(self):
        if self.reserved:
            self.on_refusal()
            raise InvalidStatusException(self.id)
        self.reserved = True

    def release(self):
        if self.stopped:
            raise InvalidStatusException(self.id)
        self.reserved = False

    def stop(self):
        self.stopped = True


class Shown(dict):
    """The published environments; another invocation takes each the moment that it can be seen."""

    def __setitem__(self, name, environment):
        super().__setitem__(name, environment)
        if not environment.reserved:
            environment.reserve()


@pytest.fixture
def service():
    service = AssignmentService()
    started = iter(range(1000))
    service.start_environment = lambda *_: FakeEnvironment(f"new-{next(started)}")
    yield service
    service.stop()


def lend(service, provisioning_type=ON_DEMAND):
    return get_environment(service, VERSION, None, provisioning_type)


def test_nobody_sees_a_fresh_environment_before_it_is_reserved(service):
    service.environments[VERSION] = Shown()
    with lend(service) as environment:
        assert environment.id == "new-0"


def test_environments_may_appear_while_an_idle_one_is_searched(service):
    environments = service.environments[VERSION]

    def another_appears():
        environments["another"] = FakeEnvironment("another")

    for name in ("busy-1", "busy-2"):
        environments[name] = FakeEnvironment(name, another_appears)
        environments[name].reserved = True
    with lend(service) as environment:
        assert environment.id == "new-0"


def test_an_idle_environment_is_lent_again_and_a_busy_one_is_not(service):
    with lend(service) as first:
        pass
    with ExitStack() as stack:
        assert stack.enter_context(lend(service)) is first
        assert stack.enter_context(lend(service)) is not first


def test_a_failed_environment_is_stopped_and_forgotten(service):
    service.environments[VERSION]["one"] = one = FakeEnvironment("one")
    one.version_manager_id = VERSION
    with pytest.raises(RuntimeError), lend(service):
        raise RuntimeError("the executor failed")
    assert one.stopped
    assert service.environments[VERSION] == {}


def test_an_environment_that_was_stopped_while_it_was_lent_is_no_failure(service):
    with lend(service) as environment:
        environment.stop()


def test_provisioned_concurrency_starts_nothing(service):
    with pytest.raises(AssignmentException), lend(service, InitializationType.provisioned_concurrency):
        pass
