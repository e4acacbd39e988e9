"""An outage of DynamoDB: its process stands still, so that what it holds in memory is kept, and goes on when the rule ends."""

import os
import signal
import threading
from contextlib import suppress

from localstack.services.dynamodb.server import DynamodbServer

from faultline_localstack.chaos.catalogue import STOP_DYNAMODB
from faultline_localstack.chaos.injections import Injections, Origin
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.selection import Occasion

SERVICES = ("dynamodb", "dynamodbstreams")


def running_process() -> int | None:
    """The process of DynamoDB Local, if it was started."""
    thread = DynamodbServer.get()._thread
    process = getattr(thread, "process", None)
    return None if process is None else process.pid


class Database:
    """Listens to the book: any number of rules may stop the database, and it goes on with the end of the last."""

    def __init__(self, injections: Injections) -> None:
        self._injections = injections
        self._lock = threading.Lock()
        self._rules: list[Rule] = []
        self._stopped: int | None = None

    def begin(self, rule: Rule) -> None:
        occasion = Occasion("dynamodb", 1)
        if rule.fault is not STOP_DYNAMODB or not rule.selection.hits(occasion):
            return
        with self._lock:
            self._rules.append(rule)
            if self._stopped is None and (process := running_process()) is not None:
                os.kill(process, signal.SIGSTOP)
                self._stopped = process
        self._injections.add(rule, occasion, Origin("dynamodb", "dynamodb", rule.id))

    def end(self, rule: Rule) -> None:
        with self._lock:
            if rule in self._rules:
                self._rules.remove(rule)
                if not self._rules:
                    self._go_on()

    def end_all(self) -> None:
        """For the end of LocalStack: a process that stands still does not end when it is asked to."""
        with self._lock:
            self._rules.clear()
            self._go_on()

    def _go_on(self) -> None:
        if self._stopped is not None:
            with suppress(ProcessLookupError):
                os.kill(self._stopped, signal.SIGCONT)
            self._stopped = None

    def outage_of(self, service: str) -> Rule | None:
        """The rule by which calls to a service fail now."""
        if not self._rules or service not in SERVICES:
            return None
        with self._lock:
            # A database that was not started yet cannot keep anybody waiting.
            return next((r for r in self._rules if r.parameters["calls"] == "fail" or self._stopped is None), None)
