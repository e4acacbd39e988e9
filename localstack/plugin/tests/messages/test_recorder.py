import json

import pytest
from localstack.aws.api.sqs import Message
from localstack.services.sqs.models import FifoQueue, SqsQueue, StandardQueue
from localstack.utils.patch import Patch

from faultline_localstack.messages.journal import Journal
from faultline_localstack.messages.recorder import Recorder

REGION, ACCOUNT = "us-east-1", "000000000000"
WATCHED = [
    (StandardQueue, "put"),
    (StandardQueue, "receive"),
    (FifoQueue, "put"),
    (FifoQueue, "receive"),
    (SqsQueue, "remove"),
    (SqsQueue, "update_visibility_timeout"),
]


@pytest.fixture
def journal():
    originals = [(model, name, getattr(model, name)) for model, name in WATCHED]
    journal = Journal()
    Recorder(journal).install()
    yield journal
    for model, name, original in originals:
        Patch(model, name, original).apply()


def events(journal):
    return [json.loads(line) for line in journal.lines(0)]


def names(journal):
    return [event["event"] for event in events(journal)]


def message(message_id="m1", body='{"sagaId": "s1", "payload": {"a": 1}, "n": 3}'):
    return Message(MessageId=message_id, Body=body)


def test_a_message_is_followed_from_its_send_to_its_deletion(journal):
    queue = StandardQueue("orders", REGION, ACCOUNT)
    queue.put(message())
    result = queue.receive(1)
    queue.remove(result.receipt_handles[0])
    send, receive, delete = events(journal)
    assert send | {"at": 0} == {
        "at": 0,
        "event": "send",
        "queue": "orders",
        "message": "m1",
        "labels": {"sagaId": "s1"},
    }
    assert receive["count"] == 1
    assert receive["visibilityMs"] == 30_000
    assert delete["receipt"] == receive["receipt"]
    assert send["at"] <= receive["at"] <= delete["at"]


def test_a_batch_shares_its_name_and_its_messages_do_not_share_receipts(journal):
    queue = StandardQueue("orders", REGION, ACCOUNT)
    queue.put(message("m1"))
    queue.put(message("m2"))
    queue.receive(2)
    first, second = (event for event in events(journal) if event["event"] == "receive")
    assert first["batch"] == second["batch"]
    assert first["receipt"] != second["receipt"]


def test_a_message_that_is_given_back_is_received_again_under_another_receipt(journal):
    queue = StandardQueue("orders", REGION, ACCOUNT)
    queue.put(message())
    handle = queue.receive(1).receipt_handles[0]
    queue.update_visibility_timeout(handle, 5)
    queue.update_visibility_timeout(handle, 0)
    queue.receive(1)
    assert names(journal) == ["send", "receive", "extend", "give-back", "receive"]
    assert events(journal)[2]["visibilityMs"] == 5_000
    assert events(journal)[4]["count"] == 2


def test_a_second_deletion_of_a_message_is_none(journal):
    queue = StandardQueue("orders", REGION, ACCOUNT)
    queue.put(message())
    handle = queue.receive(1).receipt_handles[0]
    queue.remove(handle)
    queue.remove(handle)
    assert names(journal) == ["send", "receive", "delete"]


def test_a_move_to_the_dead_letter_queue_is_no_send(journal):
    dead = message()
    dead["Attributes"] = {"DeadLetterQueueSourceArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:orders"}
    StandardQueue("orders-dlq", REGION, ACCOUNT).put(dead)
    (event,) = events(journal)
    assert (event["event"], event["queue"], event["source"]) == ("dead-letter", "orders-dlq", "orders")


def test_a_message_of_a_fifo_queue_tells_its_group(journal):
    queue = FifoQueue("orders.fifo", REGION, ACCOUNT, {"FifoQueue": "true"})
    queue.put(message(), message_group_id="g1", message_deduplication_id="d1")
    queue.receive(1)
    assert names(journal) == ["send", "receive"]
    assert events(journal)[0]["group"] == "g1"


@pytest.mark.parametrize("body", ["", "no json", "[1]", '"text"', '{"n": 1, "long": "' + "x" * 200 + '"}'])
def test_a_body_without_short_strings_has_no_labels(journal, body):
    StandardQueue("orders", REGION, ACCOUNT).put(message(body=body))
    assert events(journal)[0]["labels"] == {}


def test_a_full_journal_says_from_when_it_is_whole():
    journal = Journal(capacity=2)
    for at in (1.0, 2.0, 3.0):
        journal.write(at, "send", "q", "m", {})
    assert [json.loads(line)["at"] for line in journal.lines(0)] == [2000, 3000]
    assert not journal.is_whole_since(1000)
    assert journal.is_whole_since(1001)
    assert [json.loads(line)["at"] for line in journal.lines(2500)] == [3000]
