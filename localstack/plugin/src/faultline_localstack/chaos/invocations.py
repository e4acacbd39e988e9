"""What chaos knows of the invocations that run: their keys, and how often each call was tried."""

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from faultline_localstack.chaos.call import Call
from faultline_localstack.chaos.injections import Origin
from faultline_localstack.chaos.keys import Delivery, deliveries_of, delivery_of, key_in
from faultline_localstack.chaos.selection import Occasion
from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.invocation import Invocation

TRIES_OF_A_DELIVERY = 100
KEPT_KEYS = 100_000
LOG_STREAM = "AWS_LAMBDA_LOG_STREAM_NAME"
KEY_FIELD = "CHAOS_KEY"


def origin_of(environment: Environment, request_id: str) -> Origin:
    return Origin(environment.function.name, environment.function.variables.get(LOG_STREAM, environment.id), request_id)


def key_field_of(environment: Environment) -> str | None:
    """Where the messages of a function have their stable key, as the function itself is told."""
    return environment.function.variables.get(KEY_FIELD) or None


class Work:
    """One invocation: the deliveries in its event, and how often each of its calls was tried."""

    def __init__(self, invocation: Invocation, deliveries: Sequence[Delivery]) -> None:
        self.invocation = invocation
        self.deliveries = deliveries
        self.tries: Counter[str] = Counter()


class Invocations:
    """
    Gives invocations and calls their keys and attempts as the middleware and the SDK plug-in do, so that a seed hits the same
    here and there. What nobody else counts is counted here, for the last 100,000 keys.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._work: WeakKeyDictionary[Environment, Work] = WeakKeyDictionary()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def work_of(self, environment: Environment) -> Work | None:
        """What the environment works on; None between invocations."""
        invocation = environment.invocation
        if invocation is None:
            return None
        with self._lock:
            work = self._work.get(environment)
            if work is None or work.invocation is not invocation:
                work = self._work[environment] = Work(invocation, self._deliveries(environment, invocation))
            return work

    def next_try(self, call: Call, request_id: str, key_field: str | None = None) -> tuple[Occasion, Origin]:
        """Counts the call, and says for whom it is and who makes it. ``key_field`` is for calls that no function makes."""
        work = self.work_of(call.environment) if call.environment is not None else None
        if call.environment is not None and work is not None:
            request_id = work.invocation.request_id
            delivery = delivery_of(call.request, work.deliveries, request_id, key_field_of(call.environment))
            place = f"{delivery.key} {call.name}"
            with self._lock:
                work.tries[place] += 1
                attempt = (delivery.delivery - 1) * TRIES_OF_A_DELIVERY + work.tries[place]
            return Occasion(delivery.key, attempt, call.name), origin_of(call.environment, request_id)
        own = None if key_field is None else key_in(call.request, key_field.rsplit(".", 1)[-1])
        key = own or call.resource
        origin = origin_of(call.environment, request_id) if call.environment else Origin("client", "client", request_id)
        return Occasion(key, self._count(f"{key} {call.name}"), call.name), origin

    def _deliveries(self, environment: Environment, invocation: Invocation) -> list[Delivery]:
        def count(key: str) -> int:
            return self._count(f"{environment.function.name} {key}")

        try:
            key_field = key_field_of(environment)
            return deliveries_of(json.loads(invocation.event), invocation.request_id, count, key_field)
        except (ValueError, KeyError, TypeError, AttributeError):
            # No event of a service: whatever it looks like.
            return [Delivery(invocation.request_id, 1)]

    def _count(self, place: str) -> int:
        with self._lock:
            count = self._counts.pop(place, 0) + 1
            self._counts[place] = count
            if len(self._counts) > KEPT_KEYS:
                self._counts.popitem(last=False)
            return count
