import json
import threading
import time

import pytest

from faultline_localstack.pollers.batch import Batch, BatchRunner, Outcome
from faultline_localstack.pollers.invoker import Answer, NotInvokedError


class Queue:
    arn = "arn:aws:sqs:us-east-1:000000000000:orders"
    region = "us-east-1"

    def __init__(self):
        self.deleted = []

    def delete(self, messages):
        self.deleted += [message["MessageId"] for message in messages]


class Function:
    """Answers in turn; an exception among the answers is raised."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.payloads = []

    def invoke(self, payload):
        self.payloads.append(json.loads(payload))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(function, reports=True, seconds=10.0, stopping=None):
    queue = Queue()
    messages = [{"MessageId": name, "ReceiptHandle": name, "Body": name, "Attributes": {}} for name in "abc"]
    runner = BatchRunner(queue, function, reports, stopping or threading.Event())
    return runner.run(Batch(messages, time.monotonic() + seconds)), queue.deleted


def failures(*names):
    return Answer(json.dumps({"batchItemFailures": [{"itemIdentifier": name} for name in names]}).encode(), False)


def test_success_deletes_the_batch():
    function = Function(Answer(b"null", False))
    assert run(function) == (Outcome(complete=True), ["a", "b", "c"])
    assert [record["messageId"] for record in function.payloads[0]["Records"]] == ["a", "b", "c"]


def test_a_partial_failure_deletes_only_the_rest_and_does_not_slow_down():
    assert run(Function(failures("b"))) == (Outcome(complete=False), ["a", "c"])


def test_a_report_counts_only_where_it_is_turned_on():
    assert run(Function(failures("b")), reports=False) == (Outcome(complete=True), ["a", "b", "c"])


@pytest.mark.parametrize("reports", [True, False])
def test_an_error_deletes_nothing_and_slows_down_unless_failures_are_reported(reports):
    outcome, deleted = run(Function(Answer(b'{"errorType":"Error"}', True)), reports=reports)
    assert (outcome, deleted) == (Outcome(complete=False, slow_down=not reports), [])


def test_an_unexpected_error_deletes_nothing():
    assert run(Function(RuntimeError("broken")))[1] == []


def test_a_throttled_batch_is_offered_again_until_it_is_taken():
    function = Function(NotInvokedError("429"), NotInvokedError("429"), Answer(None, False))
    assert run(function) == (Outcome(complete=True), ["a", "b", "c"])
    assert len(function.payloads) == 3


def test_a_throttled_batch_is_dropped_when_its_visibility_ends():
    function = Function(NotInvokedError("429"))
    began = time.monotonic()
    assert run(function, seconds=0.3) == (Outcome(complete=False, slow_down=True), [])
    assert time.monotonic() - began >= 0.3
    assert len(function.payloads) > 1


def test_a_throttled_batch_does_not_hold_up_a_stop():
    stopping = threading.Event()
    stopping.set()
    assert run(Function(NotInvokedError("429")), seconds=60, stopping=stopping)[1] == []


def test_a_batch_whose_messages_are_visible_again_is_offered_once():
    function = Function(Answer(b"null", False))
    assert run(function, seconds=-1.0) == (Outcome(complete=True), ["a", "b", "c"])
    function = Function(NotInvokedError("throttled"))
    assert run(function, seconds=-1.0) == (Outcome(complete=False, slow_down=True), [])
    assert len(function.payloads) == 1
