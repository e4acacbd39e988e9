"""How an invocation gets its environment; with LocalStack's own ``AssignmentService.get_environment`` most of these fail."""

import threading
import time
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from localstack.aws.api.lambda_ import TooManyRequestsException
from localstack.services.lambda_.invocation.assignment import AssignmentException, AssignmentService
from localstack.services.lambda_.invocation.execution_environment import InvalidStatusException
from localstack.services.lambda_.invocation.lambda_models import InitializationType

from faultline_localstack.executor.assignment import Assignment
from faultline_localstack.executor.cold_starts import ColdStarts
from faultline_localstack.executor.patience import Patience, waiting

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


class FunctionVersion:
    class id:  # noqa: N801
        function_name = "f"


def lend(service, provisioning_type=ON_DEMAND, cold_starts=None, version=VERSION):
    return Assignment(cold_starts or ColdStarts()).lend(service, version, FunctionVersion, provisioning_type)


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
        # It is idle, so that nothing has to start.
        assert environment.id == "another"


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


def in_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.005)


def test_whoever_waits_for_a_start_takes_an_environment_that_becomes_idle(service):
    cold_starts = ColdStarts(at_once=1)
    lent = []

    def one_call():
        with lend(service, cold_starts=cold_starts) as environment:
            lent.append(environment.id)

    with lend(service, cold_starts=cold_starts):
        with cold_starts.turn(patience_of(30)):
            callers = [in_thread(one_call) for _ in range(50)]
            wait_until(lambda: cold_starts.is_waited_for(VERSION))
            # The only turn is taken; the first environment becomes idle when the outer block ends.
            service.environments[VERSION]["new-0"].release()
            cold_starts.left(VERSION)
            for caller in callers:
                caller.join(timeout=30)
        service.environments[VERSION]["new-0"].reserve()
    assert lent == ["new-0"] * 50
    assert list(service.environments[VERSION]) == ["new-0"]


def patience_of(seconds):
    return Patience(time.monotonic() + seconds)


def test_who_came_first_is_served_first(service):
    cold_starts = ColdStarts(at_once=1)
    order = []

    def call(number):
        with lend(service, cold_starts=cold_starts):
            order.append(number)

    with lend(service, cold_starts=cold_starts) as only, cold_starts.turn(patience_of(30)):
        callers = []
        for number in range(10):
            callers.append(in_thread(lambda number=number: call(number)))
            wait_until(lambda number=number: len(cold_starts._line) == number + 1)
        only.release()
        cold_starts.left(VERSION)
        for caller in callers:
            caller.join(timeout=30)
        only.reserve()
    assert order == list(range(10))


def test_a_call_whose_caller_does_not_wait_longer_is_throttled_and_starts_nothing(service):
    cold_starts = ColdStarts(at_once=1)
    with cold_starts.turn(patience_of(30)):
        blocked = in_thread_result(lambda: throttled(service, cold_starts, waiting(time.monotonic() + 0.05)))
    assert blocked.Reason == "ConcurrentInvocationLimitExceeded"
    assert blocked.status_code == 429
    assert service.environments[VERSION] == {}


def test_a_call_whose_caller_is_gone_is_throttled_and_starts_nothing(service):
    cold_starts = ColdStarts(at_once=1)
    gone = threading.Event()
    with cold_starts.turn(patience_of(30)):
        results = []
        caller = waiting(time.monotonic() + 3600, gone.is_set)
        thread = in_thread(lambda: results.append(throttled(service, cold_starts, caller)))
        wait_until(lambda: cold_starts.is_waited_for(VERSION))
        gone.set()
        thread.join(timeout=30)
    assert isinstance(results[0], TooManyRequestsException)
    assert service.environments[VERSION] == {}


def throttled(service, cold_starts, caller):
    with caller, pytest.raises(TooManyRequestsException) as raised, lend(service, cold_starts=cold_starts):
        pass
    return raised.value


def in_thread_result(work):
    results = []
    in_thread(lambda: results.append(work())).join(timeout=30)
    return results[0]


def test_nothing_starts_where_there_is_no_room(service):
    cold_starts = ColdStarts(has_room=lambda _: False)
    assert isinstance(throttled(service, cold_starts, waiting(time.monotonic() + 0.05)), TooManyRequestsException)
    assert service.environments[VERSION] == {}


def test_the_environment_that_was_used_last_is_lent_next(service):
    now = datetime.now()
    for age, name in enumerate(("newest", "middle", "oldest")):
        service.environments[VERSION][name] = environment = FakeEnvironment(name)
        environment.last_returned = now - timedelta(seconds=age)
    with lend(service) as environment:
        assert environment.id == "newest"
