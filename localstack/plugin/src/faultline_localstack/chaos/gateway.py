"""Where rules meet AWS calls: a handler in front of LocalStack's services, and one behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Response

from faultline_localstack.chaos.call import Call, call_of
from faultline_localstack.chaos.catalogue import API_LATENCY, API_LOST_ACKNOWLEDGEMENT
from faultline_localstack.chaos.disruption import Disruption
from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.injections import Injections, Origin
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_book import RuleBook
from faultline_localstack.chaos.selection import Occasion
from faultline_localstack.dynamodb.forwarder import TARGETS
from faultline_localstack.executor.registry import Registry

TOKEN_HEADER = "X-Amz-Security-Token"
PENDING = "faultline_pending"


@dataclass(frozen=True)
class Pending:
    """What is still to happen to a call when it has been carried out."""

    loss: CommonServiceException | None
    disruption: Disruption | None
    number: int


class Gateway:
    """
    Costs a request one look at ``book.busy`` while there is no rule. Paths under ``/_localstack`` never come here: LocalStack
    answers them before. Calls of DynamoDB meet their rules in its own process, whichever way they take.
    """

    def __init__(
        self,
        book: RuleBook,
        injections: Injections,
        invocations: Invocations,
        disruptions: Disruptions,
        registry: Registry,
    ) -> None:
        self._book = book
        self._injections = injections
        self._invocations = invocations
        self._disruptions = disruptions
        self._registry = registry

    def before(self, chain: HandlerChain, context: RequestContext, _response: Response) -> None:
        """Delays the call, refuses it, or lets it be carried out."""
        if not self._book.busy or (context.service is not None and context.service.service_name in TARGETS):
            return
        token = context.request.headers.get(TOKEN_HEADER)
        environment = None if token is None else self._registry.by_token(token)
        call = call_of(context, environment)
        if call is None:
            return
        disruption = None if environment is None else self._disruptions.of(environment)
        number = 0 if disruption is None else disruption.before_call()
        if number is None:
            # The environment died before it sent this: nothing is carried out, and nobody reads the answer.
            chain.respond(503)
            return
        loss = self._disturb(call, context.request_id or "")
        if loss is not None or disruption is not None:
            setattr(context, PENDING, Pending(loss, disruption, number))

    def after(self, _chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Loses the answer of a call that was carried out."""
        pending: Pending | None = context.get(PENDING)
        if pending is None:
            return
        if pending.disruption is not None:
            pending.disruption.after_call(pending.number)
        if pending.loss is not None:
            serializer = create_serializer(context.service, context.protocol)
            lost = serializer.serialize_error_to_response(
                pending.loss, context.operation, context.request.headers, context.request_id
            )
            # The headers of the answer that is lost, as a checksum, would belie the other one.
            response.headers.clear()
            response.update_from(lost)

    def _disturb(self, call: Call, request_id: str) -> CommonServiceException | None:
        """
        Waits and refuses; returns the error that is to replace the answer.

        :raises CommonServiceException: that the caller gets at once
        """
        if not call.internal:
            self._book.wait_latency()
        aimed = [rule for rule in self._book.acting("cloud") if call.is_target_of(rule.target)]
        if not aimed:
            return None
        key_field = next((rule.key_field for rule in aimed if rule.key_field is not None), None)
        occasion, origin = self._invocations.next_try(call, request_id, key_field)
        self._delay(aimed, call, occasion, origin)
        # A rule that has ended while the call was delayed does not hit it any more.
        for rule in aimed:
            if rule.fault is not API_LATENCY and self._book.is_there(rule) and rule.selection.hits(occasion):
                self._injections.add(rule, occasion, origin, operation=call.name)
                error = _error_of(rule, call)
                if rule.fault is API_LOST_ACKNOWLEDGEMENT:
                    return error
                raise error
        return None

    def _delay(self, rules: Sequence[Rule], call: Call, occasion: Occasion, origin: Origin) -> None:
        for rule in rules:
            if rule.fault is API_LATENCY and rule.selection.hits(occasion):
                delay_ms = rule.latency_ms(occasion)
                self._injections.add(rule, occasion, origin, operation=call.name, delay_ms=delay_ms)
                self._book.wait(rule, delay_ms / 1000)
                return


def _error_of(rule: Rule, call: Call) -> CommonServiceException:
    code: str = rule.parameters["code"]
    outage = f"Service '{call.service}' not accessible due to an outage"
    default = outage if code == "ServiceUnavailable" else f"Operation '{call.operation}' failed by the rule {rule.id}"
    status: int = rule.parameters["statusCode"]
    return CommonServiceException(
        code, rule.parameters.get("message", default), status_code=status, sender_fault=status < 500
    )
