import json

import pytest

from faultline_localstack.pollers.response import failed_messages

IDS = frozenset({"a", "b", "c"})


@pytest.mark.parametrize(
    "payload",
    [None, b"", b"null", b"{}", b'{"batchItemFailures":[]}', b'{"batchItemFailures":null}', b'{"statusCode":200}'],
)
def test_everything_succeeded(payload):
    assert failed_messages(payload, IDS) == set()


@pytest.mark.parametrize(
    "payload",
    [
        b"{",
        b'"ok"',
        b"[]",
        b"7",
        b'{"batchItemFailures":{}}',
        b'{"batchItemFailures":["a"]}',
        b'{"batchItemFailures":[{}]}',
        b'{"batchItemFailures":[{"id":"a"}]}',
        b'{"batchItemFailures":[{"itemIdentifier":""}]}',
        b'{"batchItemFailures":[{"itemIdentifier":null}]}',
        b'{"batchItemFailures":[{"itemIdentifier":["a"]}]}',
        b'{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"unknown"}]}',
    ],
)
def test_everything_failed(payload):
    assert failed_messages(payload, IDS) == IDS


@pytest.mark.parametrize("failed", [["a"], ["a", "c"], ["a", "b", "c"], ["b", "b"]])
def test_only_the_reported_failed(failed):
    payload = json.dumps({"batchItemFailures": [{"itemIdentifier": name} for name in failed]}).encode()
    assert failed_messages(payload, IDS) == set(failed)
