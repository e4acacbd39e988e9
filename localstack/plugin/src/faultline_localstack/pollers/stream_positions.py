"""
How far a mapping has read a stream.

LocalStack begins anew at the mapping's starting position whenever a worker starts or a shard ends: with ``LATEST`` what was
written meanwhile is never read. AWS goes on where it was, and reads the shards that follow from their beginning (Amazon
DynamoDB Developer Guide, *DynamoDB Streams and AWS Lambda triggers*).
"""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from localstack.services.lambda_.event_source_mapping.pollers.dynamodb_poller import DynamoDBPoller
from localstack.services.lambda_.event_source_mapping.pollers.stream_poller import StreamPoller
from localstack.utils.patch import patch

Shards = dict[str, str]
"""The iterator of each shard."""


class Positions:
    """Of one mapping, over all its workers: where each shard was begun, and the last record that was handed over."""

    def __init__(self) -> None:
        self.begun: Shards = {}
        self.handed: dict[str, str] = {}

    def resume(self, poller: Any) -> Shards:
        """The iterators to go on with."""
        stream = poller.source_client.describe_stream(StreamArn=poller.source_arn)["StreamDescription"]
        shards = [shard["ShardId"] for shard in stream["Shards"]]
        return {shard: self._iterator(poller, shard) for shard in shards}

    def _iterator(self, poller: Any, shard: str) -> str:
        if shard in self.handed:
            try:
                return _ask(poller, shard, "AFTER_SEQUENCE_NUMBER", SequenceNumber=self.handed[shard])
            except ClientError:
                # The record is older than the stream keeps.
                return _ask(poller, shard, "TRIM_HORIZON")
        if shard not in self.begun:
            # It follows a shard that has ended.
            self.begun[shard] = _ask(poller, shard, "TRIM_HORIZON")
        elif self.begun[shard] == poller.shards.get(shard):
            # This iterator was tried, and has expired.
            self.begun[shard] = _ask(poller, shard, poller.stream_parameters["StartingPosition"])
        return self.begun[shard]


def _ask(poller: Any, shard: str, kind: str, **more: str) -> str:
    asked = {"StreamArn": poller.source_arn, "ShardId": shard, "ShardIteratorType": kind}
    iterator: str = poller.source_client.get_shard_iterator(**asked, **more)["ShardIterator"]
    return iterator


POSITIONS: dict[str, Positions] = {}
"""By the ids of mappings."""


def keep_positions() -> None:
    @patch(DynamoDBPoller.initialize_shards)
    def initialize_shards(begin: Callable[..., Shards], poller: DynamoDBPoller) -> Shards:
        positions = POSITIONS.setdefault(poller.esm_uuid or "", Positions())
        if positions.begun:
            return positions.resume(poller)
        positions.begun = begin(poller)
        return dict(positions.begun)

    @patch(StreamPoller.poll_events_from_shard)
    def poll_events_from_shard(poll: Callable[..., None], poller: StreamPoller, shard: str, iterator: str) -> None:
        poll(poller, shard, iterator)
        # Nothing was there to be handed over: so far it has been read.
        if not poller.shard_batcher[shard]._batch and (next_one := poller.shards.get(shard)) is not None:
            POSITIONS.setdefault(poller.esm_uuid or "", Positions()).begun[shard] = next_one

    @patch(StreamPoller.forward_events_to_target)
    def forward_events_to_target(forward: Callable[..., None], poller: StreamPoller, shard: str, records: Any) -> None:
        last = poller.get_sequence_number(records[-1])
        forward(poller, shard, records)
        # A batch that is given up because its worker stops is for the next worker.
        if not poller._is_shutdown.is_set():
            POSITIONS.setdefault(poller.esm_uuid or "", Positions()).handed[shard] = last
