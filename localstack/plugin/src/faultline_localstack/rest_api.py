"""
How a REST API calls the function behind it, and what it does when Lambda throttles that: it answers 500, at once. LocalStack says
502, when its client has asked four times more; without that client a call costs a third.

Source: AWS Knowledge Center, *How do I troubleshoot issues for API Gateway endpoints that integrate with Lambda?*
"""

from collections.abc import Callable
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from localstack.aws.api import ServiceException
from localstack.runtime import hooks
from localstack.utils.patch import patch

from faultline_localstack.chaos.short_way import SHORT_WAY
from faultline_localstack.executor.admission import SYNCHRONOUS_BYTES
from faultline_localstack.pollers.invoker import FunctionTarget


@hooks.on_infra_start()
def answer_as_rest_apis_do() -> None:
    from localstack.aws.connect import connect_to
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import IntegrationFailureError
    from localstack.services.apigateway.next_gen.execute_api.integrations import aws

    @patch(aws.RestApiAwsProxyIntegration.call_lambda)
    def call_lambda(
        fn: Callable[..., bytes], _integration: object, function_arn: str, event: bytes, **others: Any
    ) -> bytes:
        # What is refused is refused in one place.
        if not SHORT_WAY.leads_between_services() or len(event) > SYNCHRONOUS_BYTES:
            return fn(function_arn=function_arn, event=event, **others)
        try:
            return FunctionTarget(function_arn).call(event, caller="apigateway").payload or b""
        except ServiceException as refusal:
            error = {"Error": {"Code": refusal.code, "Message": refusal.message}}
            raise ClientError(error, "Invoke") from refusal

    @patch(aws.RestApiAwsProxyIntegration.invoke)
    def invoke(fn: Callable[..., Any], *args: Any) -> Any:
        try:
            return fn(*args)
        except IntegrationFailureError as failure:
            if _is_throttled(failure.__cause__):
                failure.status_code = 500
            raise

    @patch(aws.get_service_factory)
    def get_service_factory(fn: Callable[..., Any], region_name: str, role_arn: str | None) -> Any:
        if role_arn:
            return fn(region_name, role_arn)
        return connect_to(region_name=region_name, config=Config(retries={"total_max_attempts": 1}))


def _is_throttled(cause: BaseException | None) -> bool:
    return isinstance(cause, ClientError) and cause.response["Error"]["Code"] == "TooManyRequestsException"
