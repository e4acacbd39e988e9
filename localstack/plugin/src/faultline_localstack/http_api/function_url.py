"""Answers the requests to a function URL."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from localstack.http import Request, Response
from localstack.services.lambda_.invocation.models import lambda_stores

from faultline_localstack.http_api.answer import JSON, MalformedAnswer, message, response_v2, streamed_response
from faultline_localstack.http_api.cors import cors_of
from faultline_localstack.http_api.event import Call, event_v2, raw_path
from faultline_localstack.pollers.invoker import FunctionTarget, NotInvokedError

LOG = logging.getLogger(__name__)


def host_of(url_id: str, region: str) -> str:
    return f"{url_id}.lambda-url.{region}.on.aws"


def answer(url_id: str, request: Request) -> Response:
    config = next((each for each in _configs() if each.url_id == url_id), None)
    if config is None:
        return Response('{"Message":null}', 403, {"Content-Type": JSON, "x-amzn-ErrorType": "AccessDeniedException"})
    cors = cors_of(config.cors)
    if cors is None:
        return _invoke(config, request)
    if (preflight := cors.preflight(request)) is not None:
        return preflight
    response = _invoke(config, request)
    cors.apply(request, response)
    return response


def _configs() -> Iterator[Any]:
    for account in list(lambda_stores.values()):
        for store in list(account.values()):
            for function in list(store.functions.values()):
                yield from list(function.function_url_configs.values())


def _invoke(config: Any, request: Request) -> Response:
    # AWS takes several slashes in front for one: the URL ends with one, and paths are put behind it.
    path = "/" + raw_path(request).lstrip("/")
    call = Call(request=request, path=path, api_id=config.url_id, account_id="anonymous")
    response = _answer(config, call)
    response.headers.setdefault("x-amzn-RequestId", call.request_id)
    return response


def _answer(config: Any, call: Call) -> Response:
    try:
        result = FunctionTarget(config.function_arn).invoke(json.dumps(event_v2(call)).encode(), call.request_id)
        if result.is_error:
            return Response("Internal Server Error", 502)
        payload = result.payload or b"null"
        return streamed_response(payload) if config.invoke_mode == "RESPONSE_STREAM" else response_v2(payload, JSON)
    except NotInvokedError:
        return message(429, "Rate Exceeded.")
    except MalformedAnswer as reason:
        LOG.warning("The answer of %s is none: %s", config.function_arn, reason)
        return Response("Internal Server Error", 502)
