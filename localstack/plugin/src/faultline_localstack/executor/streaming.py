"""
``InvokeWithResponseStream``: the whole answer in one chunk, when the function has ended.

API: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Response
from localstack.services.lambda_.api_utils import get_account_and_region, get_name_and_qualifier
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.plugins import SERVICE_PLUGINS

OPERATION = "InvokeWithResponseStream"
_LOG_BYTES = 4096


def invoke_with_response_stream(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Answers the one operation; LocalStack has none."""
    if context.service is None or context.operation is None or context.operation.name != OPERATION:
        return
    request: dict[str, Any] = context.service_request
    name = request["FunctionName"]
    account_id, region = get_account_and_region(name, context)
    name, qualifier = get_name_and_qualifier(name, request.get("Qualifier"), context)
    payload = request.get("Payload")
    result: InvocationResult | None = SERVICE_PLUGINS.require("lambda")._provider.lambda_service.invoke(
        function_name=name,
        qualifier=qualifier,
        region=region,
        account_id=account_id,
        invocation_type=request.get("InvocationType"),
        client_context=request.get("ClientContext"),
        request_id=context.request_id,
        trace_context=context.trace_context,
        payload=payload if payload is None or isinstance(payload, bytes) else payload.read(),
    )
    answer = {
        "StatusCode": 204 if result is None else 200,
        "ExecutedVersion": result.executed_version if result else None,
        "ResponseStreamContentType": "application/vnd.amazon.eventstream",
        "EventStream": _events(result, wants_log=request.get("LogType") == "Tail"),
    }
    serializer = create_serializer(context.service, context.protocol)
    response.update_from(
        serializer.serialize_to_response(answer, context.operation, context.request.headers, context.request_id)
    )
    chain.stop()


def _events(result: InvocationResult | None, *, wants_log: bool) -> Iterator[dict[str, object]]:
    if result is None:
        return
    complete: dict[str, str] = {}
    if result.is_error:
        error = json.loads(result.payload or b"{}")
        complete = {"ErrorCode": error.get("errorType", "Unhandled"), "ErrorDetails": error.get("errorMessage", "")}
    else:
        yield {"PayloadChunk": {"Payload": result.payload or b""}}
    if wants_log:
        complete["LogResult"] = base64.b64encode((result.logs or "").encode()[-_LOG_BYTES:]).decode()
    yield {"InvokeComplete": complete}
