"""An AWS call on its way through LocalStack, as rules aim at it: of any service but DynamoDB, which has a process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localstack.aws.api import RequestContext
from localstack.services.lambda_.api_utils import function_locators_from_arn

from faultline_localstack.chaos.rule import Target
from faultline_localstack.executor.environment import Environment


@dataclass(frozen=True)
class Call:
    """``environment`` is the execution environment that calls, if one does; ``internal`` a call between services of LocalStack."""

    service: str
    sdk_name: str
    operation: str
    region: str
    queue: str | None
    function: str | None
    request: Mapping[str, Any]
    environment: Environment | None
    internal: bool

    @property
    def name(self) -> str:
        return f"{self.sdk_name}:{self.operation}"

    @property
    def resource(self) -> str:
        """The key of a call that no invocation makes."""
        return self.queue or self.function or self.service

    def is_target_of(self, target: Target) -> bool:
        if self.internal != (target.callers == "services"):
            return False
        if target.callers == "functions" and self.environment is None:
            return False
        return (
            target.table is None
            and (target.service is None or target.service == self.service)
            and (target.operations is None or self.operation in target.operations)
            and (target.region is None or target.region == self.region)
            and (target.queue is None or target.queue == self.queue)
            and (target.function is None or target.function in self._functions())
        )

    def _functions(self) -> tuple[str | None, ...]:
        """Who calls, and whom: a call of the Lambda API names a function."""
        return (self.environment.function.name if self.environment else None, self.function)


def call_of(context: RequestContext, environment: Environment | None) -> Call | None:
    """None for a request that is not an AWS call."""
    service, operation = context.service, context.operation
    if service is None or operation is None:
        return None
    request: Mapping[str, Any] = context.service_request or {}
    return Call(
        service=service.service_name,
        sdk_name=service.service_id.lower(),
        operation=operation.name,
        region=context.region,
        queue=_last_part(request.get("QueueUrl"), "/") or request.get("QueueName")
        if service.service_name == "sqs"
        else None,
        function=_function(request.get("FunctionName")) if service.service_name == "lambda" else None,
        request=request,
        environment=environment,
        internal=context.is_internal_call,
    )


def _last_part(text: object, separator: str) -> str | None:
    """The name at the end of an address."""
    return text.rsplit(separator, 1)[-1] if isinstance(text, str) else None


def _function(text: object) -> str | None:
    """The name of a function, which may be given by its ARN, with a version or an alias behind it."""
    return function_locators_from_arn(text)[0] if isinstance(text, str) else None
