"""LocalStack's handler chain around the gateway: between its parsers and a service that only counts."""

import json
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.client import parse_response
from localstack.aws.forwarder import create_aws_request_context
from localstack.aws.handlers.service import ServiceExceptionSerializer
from localstack.http import Response

from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.gateway import TOKEN_HEADER, Gateway
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.rule_book import RuleBook, now_ms
from faultline_localstack.chaos.rule_reader import read_entries
from faultline_localstack.executor.registry import Registry


class Cloud:
    """LocalStack as far as a call passes the gateway."""

    def __init__(self) -> None:
        self.book, self.ledger, self.registry = RuleBook(), Injections(), Registry()
        self.arrivals: list[str] = []
        invocations = Invocations()
        disruptions = Disruptions(self.book, self.ledger, invocations)
        self.gateway = Gateway(self.book, self.ledger, invocations, disruptions, self.registry)

    def inject(self, *rules: dict[str, Any]) -> None:
        self.book.replace(read_entries(list(rules), now_ms()))

    def send(
        self,
        service: str,
        operation: str,
        parameters: dict[str, Any] | None = None,
        *,
        protocol: Any = None,
        token: str | None = None,
        internal: bool = False,
    ) -> Any:
        """The answer as botocore sees it; of an error ``{"Error": {"Code": ...}, ...}``."""
        context = create_aws_request_context(service, operation, protocol, parameters)
        context.region = "us-east-1"
        context.service_request = parameters  # type: ignore[assignment]
        if internal:
            context.internal_request_params = {}  # type: ignore[typeddict-item]
        if token is not None:
            context.request.headers[TOKEN_HEADER] = token
        response = Response()

        def serve(_chain: HandlerChain, _context: RequestContext, response: Response) -> None:
            self.arrivals.append(operation)
            response.status_code = 200
            response.headers["x-amz-crc32"] = "1"

        HandlerChain([self.gateway.before, serve], [self.gateway.after], [], [ServiceExceptionSerializer()]).handle(
            context, response
        )
        if response.status_code < 300:
            return "done"
        assert "x-amz-crc32" not in response.headers
        return parse_response(context.operation, context.protocol, response)

    def fired(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.ledger.since(0)]


def code(answer: Any) -> str:
    return "done" if answer == "done" else answer["Error"]["Code"]


def put(cloud: Cloud, queue: str = "q", order: str = "order-1", **how: Any) -> str:
    message = {"QueueUrl": f"http://h/000000000000/{queue}", "MessageBody": json.dumps({"sagaId": order})}
    return code(cloud.send("sqs", "SendMessage", message, **how))
