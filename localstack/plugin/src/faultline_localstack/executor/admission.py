"""What is refused before anything is made or started, in AWS's words where AWS refuses it, too."""

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from localstack.services.lambda_.runtimes import ALL_RUNTIMES, DEPRECATED_RUNTIMES

from faultline_localstack.executor.runtimes.find import refuse
from faultline_localstack.executor.runtimes.launch import RuntimeNotSupportedError

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
SYNCHRONOUS_BYTES = 6 * 1024 * 1024
_ASYNCHRONOUS_BYTES = 1024 * 1024
_INVOCATIONS = ("Invoke", "InvokeWithResponseStream")
_SETTINGS = ("CreateFunction", "UpdateFunctionConfiguration")


def admit(_chain: HandlerChain, context: RequestContext, _response: Response) -> None:
    """:raises ServiceException: for what this engine cannot run, and payloads that Lambda does not take"""
    if context.service is None or context.service.service_name != "lambda" or context.operation is None:
        return
    request: Mapping[str, Any] = context.service_request or {}
    if context.operation.name in _SETTINGS:
        _refuse_what_cannot_run(request)
        for layer in request.get("Layers") or ():
            _refuse_foreign_layer(layer, context.account_id)
    elif context.operation.name in _INVOCATIONS:
        is_event = request.get("InvocationType") == "Event"
        most = _ASYNCHRONOUS_BYTES if is_event else SYNCHRONOUS_BYTES
        if (context.request.content_length or 0) > most:
            message = f"Request must be smaller than {most} bytes for the InvokeFunction operation"
            raise CommonServiceException("RequestEntityTooLargeException", message, 413, sender_fault=True)


def _refuse_what_cannot_run(request: Mapping[str, Any]) -> None:
    if request.get("PackageType") == "Image":
        raise _invalid(
            "Container images cannot run without Docker here: deploy the code as a zip file, as CDK's NodejsFunction does, "
            "or use the Docker engine."
        )
    runtime: str = request.get("Runtime") or ""
    # What AWS does not know is refused by LocalStack, in AWS's words.
    if runtime not in ALL_RUNTIMES:
        return
    try:
        refuse(runtime)
    except RuntimeNotSupportedError as error:
        if runtime in DEPRECATED_RUNTIMES:
            raise _invalid(
                f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
                "We recommend you use a supported runtime while creating or updating functions."
            ) from error
        raise _invalid(str(error)) from error


def _refuse_foreign_layer(arn: str, account_id: str) -> None:
    parts = arn.split(":")
    if len(parts) != 8 or parts[4] == account_id:
        return
    from localstack.services.lambda_.invocation.models import lambda_stores

    layer = lambda_stores[parts[4]][parts[3]].layers.get(parts[6])
    if layer is None or parts[7] not in layer.layer_versions:
        raise _invalid(
            f"The layer {arn} is in another account, and nothing is fetched from AWS here: bundle what it holds with the "
            "function (Powertools, for one, is on npm and PyPI), or publish a layer of your own with it."
        )


def _invalid(message: str) -> InvalidParameterValueException:
    return InvalidParameterValueException(message, Type="User")
