"""What the table promises, against the providers that are to keep it."""

import inspect

import pytest
from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

from faultline_localstack.cloudformation.providers import provider_of
from faultline_localstack.cloudformation.record import RecordProvider
from faultline_localstack.cloudformation.updates import UPDATES
from faultline_localstack.executor.runtimes.find import NAMES
from faultline_localstack.support.table import Entry, entry_of, read_entry, table


def provider(resource_type: str) -> object:
    return provider_of(ResourceProviderExecutor.try_load_resource_provider, resource_type)


WORKING = [name for name, entry in table().items() if entry.verdict.kind == "works"]
IDLE = [name for name, entry in table().items() if entry.verdict.kind == "idle"]


@pytest.mark.parametrize("resource_type", WORKING)
def test_what_works_has_a_provider(resource_type: str) -> None:
    assert provider(resource_type) is not None
    assert not isinstance(provider(resource_type), RecordProvider)


@pytest.mark.parametrize("resource_type", IDLE)
def test_what_has_no_effect_can_be_named(resource_type: str) -> None:
    assert provider(resource_type) is not None


@pytest.mark.parametrize("resource_type", [name for name in WORKING if entry_of(name).updates])
def test_what_takes_changes_has_somebody_who_makes_them(resource_type: str) -> None:
    theirs = inspect.getsource(type(provider(resource_type)).update)
    assert resource_type in UPDATES or "NotImplementedError" not in theirs


@pytest.mark.parametrize("resource_type", [name for name in WORKING if not entry_of(name).updates])
def test_what_takes_no_changes_says_so(resource_type: str) -> None:
    theirs = inspect.getsource(type(provider(resource_type)).update)
    assert resource_type not in UPDATES
    assert "NotImplementedError" in theirs


def test_functions_run_on_the_runtimes_of_the_executor() -> None:
    runtimes = (entry_of("AWS::Lambda::Function").properties or {})["Runtime"].values or {}
    promised = {name for name, verdict in runtimes.items() if verdict.kind != "refused"}
    assert promised == set(NAMES)


def properties_of(entry: Entry) -> list[Entry]:
    below = list((entry.properties or {}).values())
    return below + [each for one in below for each in properties_of(one)]


def test_whatever_does_not_work_has_a_reason() -> None:
    for name, entry in table().items():
        verdicts = [each.verdict for each in (entry, *properties_of(entry))]
        verdicts += [value for each in properties_of(entry) for value in (each.values or {}).values()]
        assert all(verdict.reason for verdict in verdicts if verdict.kind != "works"), name


def test_a_verdict_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'maybe' is no verdict"):
        read_entry("maybe")
