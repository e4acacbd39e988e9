"""Where custom resources answer: an address on this machine for each request, good for one answer."""

import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from localstack import config
from localstack.http import Request, Response

PATH = "/_localstack/faultline/custom-resources"
LONGEST_ANSWER_BYTES = 4096


@dataclass(frozen=True)
class Answer:
    """What a custom resource has answered."""

    succeeded: bool
    physical_id: str | None
    data: Mapping[str, Any]
    reason: str


class NoAnswer(Exception):
    """A custom resource has not answered, and will not."""


class Expected:
    """An answer that is waited for; ``address`` is its ``ResponseURL``."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._come = threading.Event()
        self._answer: Answer | None = None
        self._silence = ""

    def give(self, answer: Answer) -> None:
        self._answer = self._answer or answer
        self._come.set()

    def give_up(self, reason: str) -> None:
        """Nobody will answer any more."""
        self._silence = reason
        self._come.set()

    def wait(self, seconds: float) -> Answer:
        """:raises NoAnswer: after that many seconds, or when the other side has given up"""
        self._come.wait(seconds)
        if self._answer is None:
            raise NoAnswer(
                self._silence
                or f"CloudFormation did not receive a response from your Custom Resource within {seconds:g} s. Please "
                "check your logs for the request."
            )
        return self._answer


class Answers:
    """All answers that are waited for, by the token in their address."""

    def __init__(self) -> None:
        self._expected: dict[str, Expected] = {}

    @contextmanager
    def expect(self) -> Iterator[Expected]:
        token = secrets.token_urlsafe(24)
        expected = Expected(f"{config.external_service_url()}{PATH}/{token}")
        self._expected[token] = expected
        try:
            yield expected
        finally:
            del self._expected[token]

    def put(self, request: Request, token: str) -> Response:
        """Answers ``PUT`` of a ``ResponseURL``."""
        expected = self._expected.get(token)
        if expected is None:
            return Response("nobody waits for this answer (any more)", status=403)
        expected.give(read_answer(request.get_data()))
        return Response(status=200)


def read_answer(body: bytes) -> Answer:
    """An answer that CloudFormation would not understand is a failure that says so."""
    if len(body) > LONGEST_ANSWER_BYTES:
        return Answer(False, None, {}, "Response object is too long.")
    try:
        told = json.loads(body)
        status, physical_id = told["Status"], told.get("PhysicalResourceId")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(False, None, {}, "Invalid Response object: it must be a JSON object with Status")
    if status not in ("SUCCESS", "FAILED"):
        return Answer(False, physical_id, {}, f"Invalid Status {status!r}: SUCCESS or FAILED is expected")
    data = told.get("Data") or {}
    return Answer(status == "SUCCESS", physical_id, data, str(told.get("Reason") or "See the function's log"))


ANSWERS = Answers()
