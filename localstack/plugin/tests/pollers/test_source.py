"""Against LocalStack's own SQS provider, in this process and without its gateway."""

import json
import threading
import time
import uuid

import pytest
from localstack.services.plugins import SERVICE_PLUGINS
from localstack.services.sqs.models import sqs_stores

from faultline_localstack.pollers.source import QueueGoneError, QueueSource


@pytest.fixture(scope="module", autouse=True)
def provider():
    service = SERVICE_PLUGINS.require("sqs")
    yield service._provider
    service.stop()


@pytest.fixture
def create(make_queue):
    def make(suffix="", **attributes):
        queue = make_queue(suffix, **attributes)
        return queue, QueueSource(queue.arn)

    return make


def put(queue, body, group=None):
    message = {"MessageId": str(uuid.uuid4()), "Body": body, "MD5OfBody": "", "Attributes": {}, "MessageAttributes": {}}
    queue.put(message, message_group_id=group, message_deduplication_id=str(uuid.uuid4()) if group else None)


def bodies(messages):
    return [message["Body"] for message in messages]


def test_receives_and_deletes_more_than_the_api_allows(create):
    queue, source = create()
    for number in range(25):
        put(queue, str(number))
    messages = source.receive(100)
    assert len(messages) == 25
    assert messages[0]["Attributes"]["ApproximateReceiveCount"] == "1"
    source.delete(messages)
    assert queue.approximate_number_of_messages_not_visible == 0


def test_an_empty_receive_does_not_wait_for_messages(create):
    _, source = create(ReceiveMessageWaitTimeSeconds="20")
    receiver = threading.Thread(target=source.receive, args=(10,))
    receiver.start()
    receiver.join(15)
    assert not receiver.is_alive()


def test_a_wait_ends_when_a_message_arrives_and_takes_nothing(create):
    queue, source = create()
    threading.Timer(0.1, put, (queue, "late")).start()
    assert source.wait(3600)
    assert queue.approximate_number_of_messages == 1


def test_a_wait_without_messages_ends_empty_handed(create):
    _, source = create()
    assert not source.wait(0.05)


def test_a_wait_passes_its_wake_up_on(create):
    queue, source = create()
    received = []
    consumer = threading.Thread(target=lambda: received.extend(queue.receive(1, 10).successful))
    waiter = threading.Thread(target=source.wait, args=(10,))
    waiter.start()
    time.sleep(0.05)
    consumer.start()
    time.sleep(0.05)
    put(queue, "one")
    consumer.join(2)
    assert len(received) == 1


def test_messages_received_too_often_go_to_the_dead_letter_queue(create):
    dlq, _ = create()
    policy = json.dumps({"deadLetterTargetArn": dlq.arn, "maxReceiveCount": 2})
    queue, source = create(RedrivePolicy=policy, VisibilityTimeout="0")
    put(queue, "poison")
    assert [bodies(source.receive(1)) for _ in range(3)] == [["poison"], ["poison"], []]
    assert dlq.approximate_number_of_messages == 1


def test_a_fifo_group_is_blocked_until_its_messages_are_deleted(create):
    queue, source = create(".fifo")
    for number in range(4):
        put(queue, str(number), group="ab"[number % 2])
    first, second = source.receive(1), source.receive(1)
    assert bodies(first) + bodies(second) == ["0", "1"]
    assert source.receive(10) == []
    source.delete(first)
    assert bodies(source.receive(10)) == ["2"]


def test_a_fifo_group_that_becomes_visible_again_is_handed_out_once(create):
    """A receive falls between two messages of one group that become visible together."""
    queue, source = create(".fifo")
    for number in range(2):
        put(queue, str(number), group="a")
    for message in queue.receive(2).successful:
        message.visibility_deadline = 0
    received = []
    receiver = threading.Thread(target=lambda: received.extend(source.receive(1)))
    put_message = queue._put_message

    def put_and_let_the_receiver_in(message):
        put_message(message)
        if not receiver.ident:
            receiver.start()
            receiver.join(0.1)

    queue._put_message = put_and_let_the_receiver_in
    queue.requeue_inflight_messages()
    receiver.join()
    assert bodies(received) == ["0"]
    assert source.receive(1) == [], "the group was handed out again while its first message was in flight"


@pytest.mark.parametrize("suffix", ["", ".fifo"])
def test_a_queue_that_was_deleted_is_named(create, suffix):
    queue, source = create(suffix)
    queue.shutdown()
    with pytest.raises(QueueGoneError, match=queue.name):
        source.wait(10)
    del sqs_stores[queue.account_id][queue.region].queues[queue.name]
    with pytest.raises(QueueGoneError, match=queue.arn):
        source.receive(1)
