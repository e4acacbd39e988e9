"""Where a mapping of a stream goes on: never past what it has not seen."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from faultline_localstack.pollers.stream_positions import Positions


class Stream:
    """A client of a stream with these shards; iterators are named by how they were asked for."""

    def __init__(self, *shards: str) -> None:
        self.shards = shards
        self.trimmed: set[str] = set()

    def describe_stream(self, StreamArn: str) -> dict[str, Any]:  # noqa: N803
        return {"StreamDescription": {"Shards": [{"ShardId": shard} for shard in self.shards]}}

    def get_shard_iterator(self, **asked: str) -> dict[str, str]:
        number = asked.get("SequenceNumber", "")
        if number in self.trimmed:
            raise ClientError({"Error": {"Code": "TrimmedDataAccessException"}}, "GetShardIterator")
        return {"ShardIterator": f"{asked['ShardId']} {asked['ShardIteratorType']} {number}".strip()}


class Poller:
    source_arn = "arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/now"

    def __init__(self, *shards: str) -> None:
        self.source_client = Stream(*shards)
        self.stream_parameters = {"StartingPosition": "LATEST"}
        self.shards: dict[str, str] = {}


def positions(begun: dict[str, str], handed: dict[str, str] | None = None) -> Positions:
    made = Positions()
    made.begun, made.handed = dict(begun), dict(handed or {})
    return made


def test_goes_on_after_the_last_record() -> None:
    assert positions({"a": "a LATEST"}, {"a": "7"}).resume(Poller("a")) == {"a": "a AFTER_SEQUENCE_NUMBER 7"}


def test_goes_on_where_it_began_as_long_as_nothing_came() -> None:
    assert positions({"a": "a LATEST 1"}).resume(Poller("a")) == {"a": "a LATEST 1"}


def test_reads_a_shard_that_follows_from_its_beginning() -> None:
    found = positions({"a": "a LATEST"}, {"a": "7"}).resume(Poller("a", "b"))
    assert found == {"a": "a AFTER_SEQUENCE_NUMBER 7", "b": "b TRIM_HORIZON"}


def test_reads_what_is_left_where_the_stream_no_longer_knows_the_record() -> None:
    poller = Poller("a")
    poller.source_client.trimmed = {"7"}
    assert positions({"a": "a LATEST"}, {"a": "7"}).resume(poller) == {"a": "a TRIM_HORIZON"}


def test_an_iterator_that_was_tried_in_vain_is_not_tried_again() -> None:
    poller = Poller("a")
    poller.shards = {"a": "expired"}
    assert positions({"a": "expired"}).resume(poller) == {"a": "a LATEST"}


@pytest.mark.parametrize("times", [1, 3])
def test_asking_again_changes_nothing(times: int) -> None:
    known = positions({"a": "a LATEST"}, {"a": "7"})
    assert [known.resume(Poller("a", "b")) for _ in range(times)][-1] == known.resume(Poller("a", "b"))
