"""Which environments end when nobody uses them."""

from datetime import datetime, timedelta

import pytest
from localstack import config
from localstack.services.lambda_.invocation.assignment import AssignmentService
from localstack.services.lambda_.invocation.execution_environment import RuntimeStatus
from localstack.services.lambda_.invocation.lambda_models import InitializationType

from faultline_localstack.executor.idle_environments import IdleEnvironments


class FakeEnvironment:
    def __init__(self, service, name, age_seconds, status=RuntimeStatus.READY, kind=InitializationType.on_demand):
        self.id = name
        self.status = status
        self.initialization_type = kind
        self.last_returned = datetime.now() - timedelta(seconds=age_seconds)
        service.environments[f"version of {name}"][name] = self

    def keepalive_passed(self):
        self.status = RuntimeStatus.STOPPED


@pytest.fixture
def service():
    service = AssignmentService()
    yield service
    service.stop()


def test_the_one_that_was_used_least_recently_ends_first(service):
    old, older, new = (FakeEnvironment(service, name, age) for name, age in (("old", 20), ("older", 30), ("new", 1)))
    idle = IdleEnvironments(lambda: service)
    assert idle.end_one()
    assert [each.status is RuntimeStatus.STOPPED for each in (old, older, new)] == [False, True, False]
    assert idle.end_one()
    assert idle.end_one()
    assert not idle.end_one()


def test_what_was_used_a_moment_ago_may_be_spared(service):
    FakeEnvironment(service, "new", 5)
    idle = IdleEnvironments(lambda: service)
    assert not idle.end_one(10)
    assert idle.end_one(4)


def test_what_works_and_what_is_provisioned_stays(service):
    FakeEnvironment(service, "busy", 99, RuntimeStatus.INVOKING)
    FakeEnvironment(service, "provisioned", 99, kind=InitializationType.provisioned_concurrency)
    assert not IdleEnvironments(lambda: service).end_one()


def test_the_keep_alive_time_is_localstack_s(service, monkeypatch):
    monkeypatch.setattr(config, "LAMBDA_KEEPALIVE_MS", 10_000)
    young, old = FakeEnvironment(service, "young", 5), FakeEnvironment(service, "old", 15)
    IdleEnvironments(lambda: service).end_old()
    assert (young.status, old.status) == (RuntimeStatus.READY, RuntimeStatus.STOPPED)


def test_without_a_service_nothing_is_idle():
    assert not IdleEnvironments(lambda: None).end_one()
