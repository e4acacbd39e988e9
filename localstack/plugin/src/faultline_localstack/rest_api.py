"""
What a REST API answers when Lambda throttles the function behind it: 500, where LocalStack says 502.

Source: AWS Knowledge Center, *How do I troubleshoot issues for API Gateway endpoints that integrate with Lambda?*
"""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from localstack.runtime import hooks
from localstack.utils.patch import patch


@hooks.on_infra_start()
def answer_as_rest_apis_do() -> None:
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import IntegrationFailureError
    from localstack.services.apigateway.next_gen.execute_api.integrations.aws import RestApiAwsProxyIntegration

    @patch(RestApiAwsProxyIntegration.invoke)
    def invoke(fn: Callable[..., Any], *args: Any) -> Any:
        try:
            return fn(*args)
        except IntegrationFailureError as failure:
            if _is_throttled(failure.__cause__):
                failure.status_code = 500
            raise


def _is_throttled(cause: BaseException | None) -> bool:
    return isinstance(cause, ClientError) and cause.response["Error"]["Code"] == "TooManyRequestsException"
