import gc

import pytest
from botocore.loaders import JSONFileLoader, Loader

from faultline_localstack.frugality import THRESHOLDS, collect_garbage_rarely, read_endpoints_once


@pytest.fixture
def reads(monkeypatch):
    """The files that were read; what the frugal loader replaces is put back."""
    monkeypatch.setattr(JSONFileLoader, "load_file", JSONFileLoader.load_file)
    read_file = JSONFileLoader._load_file
    reads = []

    def recorded(self, path, open_method):
        reads.append(path.rsplit("/", 1)[1])
        return read_file(self, path, open_method)

    monkeypatch.setattr(JSONFileLoader, "_load_file", recorded)
    read_endpoints_once()
    return reads


def test_a_new_session_does_not_read_the_end_points_again(reads):
    first, second = (Loader().load_data("endpoints") for _ in range(2))
    assert first is second
    assert reads.count("endpoints.json") == 1


def test_other_files_are_read_by_each_session_for_itself(reads):
    first, second = (Loader().load_service_model("sqs", "service-2") for _ in range(2))
    assert first == second
    assert first is not second


def test_garbage_is_collected_still():
    before = gc.get_threshold()
    try:
        collect_garbage_rarely()
        assert gc.get_threshold() == THRESHOLDS
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)
