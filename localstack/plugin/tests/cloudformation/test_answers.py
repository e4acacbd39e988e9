"""What a custom resource answers, and what becomes of it."""

import json
import threading

import pytest
from localstack.http import Request

from faultline_localstack.cloudformation.answers import PATH, Answers, NoAnswer, read_answer


def put(answers: Answers, address: str, body: bytes) -> int:
    return answers.put(Request("PUT", "/", body=body), address.rpartition("/")[2]).status_code


def body(**answer: object) -> bytes:
    return json.dumps(answer).encode()


def test_an_answer_reaches_whoever_waits() -> None:
    answers = Answers()
    with answers.expect() as expected:
        assert PATH in expected.address
        assert expected.address.startswith("http://")
        late = threading.Timer(
            0.05, put, (answers, expected.address, body(Status="SUCCESS", PhysicalResourceId="a", Data={"x": 1}))
        )
        late.start()
        answer = expected.wait(10)
        late.join()
    assert (answer.succeeded, answer.physical_id, answer.data) == (True, "a", {"x": 1})


def test_the_first_answer_counts() -> None:
    answers = Answers()
    with answers.expect() as expected:
        put(answers, expected.address, body(Status="FAILED", Reason="first"))
        put(answers, expected.address, body(Status="SUCCESS", PhysicalResourceId="a"))
        assert expected.wait(0).reason == "first"


def test_nobody_answers() -> None:
    with (
        Answers().expect() as expected,
        pytest.raises(NoAnswer, match="did not receive a response from your Custom Resource"),
    ):
        expected.wait(0.01)


def test_somebody_gives_up() -> None:
    with Answers().expect() as expected:
        expected.give_up("the function is gone")
        with pytest.raises(NoAnswer, match="the function is gone"):
            expected.wait(10)


def test_an_address_is_good_for_one_request() -> None:
    answers = Answers()
    with answers.expect() as expected:
        address = expected.address
    assert put(answers, address, body(Status="SUCCESS")) == 403


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (b"no JSON", "Invalid Response object"),
        (b"[]", "Invalid Response object"),
        (body(Reason="no status"), "Invalid Response object"),
        (body(Status="DONE"), "Invalid Status 'DONE'"),
        (body(Status="SUCCESS", Data={"x": "y" * 4096}), "Response object is too long."),
    ],
)
def test_what_cannot_be_understood_is_a_failure_that_says_so(told: bytes, reason: str) -> None:
    answer = read_answer(told)
    assert not answer.succeeded
    assert reason in answer.reason
