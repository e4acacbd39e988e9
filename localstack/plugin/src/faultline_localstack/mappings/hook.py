"""Asks the rules before LocalStack takes a mapping, be it from the API or from a template."""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.runtime import hooks
from localstack.services.lambda_.provider import LambdaProvider
from localstack.services.sqs.models import sqs_stores
from localstack.utils.aws.arns import parse_arn
from localstack.utils.patch import patch

from faultline_localstack.mappings.rules import Queue, Settings, refusal


@hooks.on_infra_start()
def refuse_as_lambda_does() -> None:
    @patch(LambdaProvider.validate_event_source_mapping)
    def validate(original: Callable[..., Any], provider: LambdaProvider, context: RequestContext, request: Any) -> Any:
        queue = queue_of(request.get("EventSourceArn"))
        _refuse(request, queue, None)
        found = original(provider, context, request)
        _, _, _, version, _ = found
        _refuse(request, queue, version.config.timeout)
        return found


def queue_of(arn: str | None) -> Queue | None:
    """The queue of a mapping; one that is not there is refused by LocalStack itself."""
    if arn is None or arn.split(":")[2:3] != ["sqs"]:
        return None
    place = parse_arn(arn)
    queue = sqs_stores[place["account"]][place["region"]].queues.get(place["resource"])
    return Queue(place["resource"].endswith(".fifo"), None if queue is None else queue.visibility_timeout)


def _refuse(settings: Settings, queue: Queue | None, function_timeout: int | None) -> None:
    message = refusal(settings, queue, function_timeout)
    if message is not None:
        raise InvalidParameterValueException(message, Type="User")
