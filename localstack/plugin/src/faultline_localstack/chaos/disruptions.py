"""The invocations that rules disturb, as the executor begins them and the gateway finds them."""

import threading
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from faultline_localstack.chaos.catalogue import STOP_DYNAMODB
from faultline_localstack.chaos.disruption import Disruption, Strike
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.keys import Delivery
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_book import RuleBook
from faultline_localstack.chaos.selection import Occasion
from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.invocation import Invocation


class Disruptions:
    """A rule disturbs the invocations that begin while it acts. All methods may be called from any thread."""

    def __init__(self, book: RuleBook, injections: Injections, invocations: Invocations) -> None:
        self._book = book
        self._injections = injections
        self._invocations = invocations
        self._lock = threading.Lock()
        self._running: WeakKeyDictionary[Environment, Disruption] = WeakKeyDictionary()

    def begin(self, environment: Environment, invocation: Invocation) -> Disruption | None:
        """What will happen to the invocation; None, as nearly always, if nothing will."""
        with self._lock:
            self._running.pop(environment, None)
        if not self._book.busy:
            return None
        rules = [
            rule
            for rule in self._book.acting("environment")
            if rule.fault is not STOP_DYNAMODB and rule.target.function == environment.function.name
        ]
        work = self._invocations.work_of(environment) if rules else None
        strikes = [] if work is None else _strikes(rules, work.deliveries)
        if not strikes:
            return None
        disruption = Disruption(environment, invocation.request_id, strikes, self._book, self._injections)
        with self._lock:
            self._running[environment] = disruption
        return disruption

    def of(self, environment: Environment) -> Disruption | None:
        """That of the last invocation that the environment has begun, if it is disturbed."""
        with self._lock:
            return self._running.get(environment)


def _strikes(rules: Iterable[Rule], deliveries: Iterable[Delivery]) -> list[Strike]:
    """Each record draws for itself, so that the same seed hits the same orders however Lambda cuts its batches."""
    occasions = [Occasion(delivery.key, delivery.delivery) for delivery in deliveries]
    drawn = [Strike(rule, [each for each in occasions if rule.selection.hits(each)]) for rule in rules]
    return [strike for strike in drawn if strike.occasions]
