"""
Chaos in DynamoDB: its process decides about its calls. It is told the rules that these may meet, asks who calls, and tells
what fired.
"""

from collections.abc import Mapping
from typing import Any

from faultline_localstack.chaos.catalogue import STOP_DYNAMODB
from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations, Work, key_field_of, origin_of
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_book import RuleBook
from faultline_localstack.dynamodb.backend import Backend
from faultline_localstack.dynamodb.forwarder import TARGETS
from faultline_localstack.executor.registry import Registry

TABLE_OF_RULES = "CHAOS_TABLE"


class DatabaseChaos:
    """All methods may be called from any thread."""

    def __init__(
        self,
        backend: Backend,
        book: RuleBook,
        injections: Injections,
        invocations: Invocations,
        disruptions: Disruptions,
        registry: Registry,
    ) -> None:
        self._backend = backend
        self._book = book
        self._injections = injections
        self._invocations = invocations
        self._disruptions = disruptions
        self._registry = registry

    def install(self) -> None:
        self._backend.answer = self._answer
        self._backend.told = self._told
        self._book.changed = self.enforce

    def enforce(self) -> None:
        """Puts what the book says now into force, and returns when it is."""
        rules = self._book.rules()
        ends = self._book.latency_ends()
        in_force = {
            "rules": [_told_rule(rule) for rule in rules if _may_meet(rule)],
            "latencyMs": self._book.latency_ms(),
            "disturbs": any(rule.fault.place == "environment" and rule.fault is not STOP_DYNAMODB for rule in rules),
            **({} if ends is None else {"latencyEndsAt": ends}),
        }
        self._backend.request(do="enforce", inForce=in_force)

    def settle(self) -> None:
        """Returns when all that has fired is known."""
        self._backend.request(do="settle")

    def _told(self, message: Mapping[str, Any]) -> None:
        if "injection" in message:
            self._injections.keep(message["injection"])

    def _answer(self, question: Mapping[str, Any]) -> object:
        if "begin" in question:
            return self._begin(question["begin"], question["tables"])
        self._end(question["end"], question["call"])
        return None

    def _begin(self, token: str, tables: list[str]) -> object:
        """Who calls. If its invocation is disturbed the call has a number; it is None if the environment died before it sent it."""
        environment = self._registry.by_token(token)
        if environment is None:
            return None
        # A function that asks the table of its own chaos rules is the lab at work.
        reads_rules = environment.function.variables.get(TABLE_OF_RULES) in tables
        disruption = None if reads_rules else self._disruptions.of(environment)
        call: dict[str, object] = {}
        if disruption is not None:
            number = disruption.before_call()
            call = {"call": None if number is None else {"of": disruption.request_id, "number": number}}
        work = self._invocations.work_of(environment)
        origin = origin_of(environment, "")
        return (
            _given(
                function=origin.function,
                environment=origin.environment,
                readsRules=reads_rules,
                keyField=key_field_of(environment),
                work=None if work is None else _told_work(work),
            )
            | call
        )

    def _end(self, token: str, call: Mapping[str, Any]) -> None:
        environment = self._registry.by_token(token)
        disruption = None if environment is None else self._disruptions.of(environment)
        if disruption is not None and disruption.request_id == call["of"]:
            disruption.after_call(call["number"])


def _may_meet(rule: Rule) -> bool:
    if rule.fault.place != "cloud":
        return rule.fault is STOP_DYNAMODB
    return rule.target.queue is None and (rule.target.service is None or rule.target.service in TARGETS)


def _told_work(work: Work) -> Mapping[str, object]:
    deliveries = [{"key": each.key, "delivery": each.delivery} for each in work.deliveries]
    return {"requestId": work.invocation.request_id, "deliveries": deliveries}


def _told_rule(rule: Rule) -> Mapping[str, object]:
    """As ``localstack/dynamodb/rule.ts`` has it."""
    target, selection = rule.target, rule.selection
    return _given(
        serial=rule.serial,
        id=rule.id,
        fault=rule.fault.name,
        target=_given(
            **{"from": target.callers},
            region=target.region,
            service=target.service,
            operations=None if target.operations is None else sorted(target.operations),
            table=target.table,
            function=target.function,
        ),
        parameters=rule.parameters,
        seed=selection.seed,
        percentage=selection.percentage,
        first=selection.first,
        every=selection.every,
        keys=selection.keys,
        keyField=rule.key_field,
        startsAt=rule.starts_at,
        expiresAt=rule.expires_at,
    )


def _given(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
