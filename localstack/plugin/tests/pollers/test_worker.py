import pytest
from localstack.services.lambda_.event_source_mapping.esm_worker_factory import EsmWorkerFactory

from faultline_localstack.pollers.hook import create_worker
from faultline_localstack.pollers.worker import CONCURRENCY_CAP, concurrency_cap


@pytest.mark.parametrize("given", ["", "   "])
def test_the_cap_has_a_default(monkeypatch, given):
    monkeypatch.setenv("FAULTLINE_POLLERS_CONCURRENCY", given)
    assert concurrency_cap() == CONCURRENCY_CAP


def test_the_cap_can_be_set(monkeypatch):
    monkeypatch.setenv("FAULTLINE_POLLERS_CONCURRENCY", "40")
    assert concurrency_cap() == 40


@pytest.mark.parametrize("given", ["0", "-1", "many", "1.5"])
def test_a_bad_cap_is_named_and_the_default_is_used(monkeypatch, caplog, given):
    monkeypatch.setenv("FAULTLINE_POLLERS_CONCURRENCY", given)
    assert concurrency_cap() == CONCURRENCY_CAP
    assert given in caplog.text


def test_streams_keep_their_stock_worker():
    factory = EsmWorkerFactory({"EventSourceArn": "arn:aws:kinesis:us-east-1:000000000000:stream/s"}, "role", True)
    assert create_worker(lambda given: ("stock", given), factory) == ("stock", factory)
