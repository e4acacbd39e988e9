"""Speaks with a process over its standard input and output, a line of JSON each: the other end of ``localstack/dynamodb/wire.ts``."""

import itertools
import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

ANSWERS_AT_ONCE = 256
"""An answer may take as long as a fault that holds its call."""


class ProcessGone(Exception):
    """The process at the other end has ended."""


class Wire:
    """
    ``answer`` is called with each question, in a thread of its own; ``told`` with everything else, in order; ``gone`` once, when
    the other end has closed. All methods may be called from any thread.
    """

    def __init__(
        self,
        to: IO[bytes],
        back: IO[bytes],
        *,
        answer: Callable[[Mapping[str, Any]], object],
        told: Callable[[Mapping[str, Any]], None],
        gone: Callable[[], None],
    ) -> None:
        self._to = to
        self._back = back
        self._answer = answer
        self._told = told
        self._gone = gone
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._answers = ThreadPoolExecutor(ANSWERS_AT_ONCE, "faultline-dynamodb")
        threading.Thread(target=self._hear, name="faultline-dynamodb", daemon=True).start()

    def request(self, seconds: float, **message: Any) -> Any:
        """
        Returns when it is done, and all that was said before is heard: what came of it, if anything.

        :raises ProcessGone: if the process has ended
        :raises TimeoutError: after ``seconds`` without an answer
        """
        number, done = next(self._numbers), Future[Any]()
        self._waiting[number] = done
        try:
            self._send({"request": number, **message})
            return done.result(seconds)
        finally:
            self._waiting.pop(number, None)

    def _send(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        try:
            with self._lock:
                self._to.write(line)
                self._to.flush()
        except (OSError, ValueError) as error:
            raise ProcessGone from error

    def _hear(self) -> None:
        for line in self._back:
            message = json.loads(line)
            if "done" in message:
                if (done := self._waiting.get(message["done"])) is not None:
                    done.set_result(message.get("result"))
            elif "ask" in message:
                self._answers.submit(self._reply, message.pop("ask"), message)
            else:
                self._told(message)
        for done in list(self._waiting.values()):
            if not done.done():
                done.set_exception(ProcessGone())
        self._gone()

    def _reply(self, number: int, question: Mapping[str, Any]) -> None:
        reply: object = None
        try:
            reply = self._answer(question)
        finally:
            self._send({"to": number, "reply": reply})
