"""Answers the requests to an HTTP API."""

import json
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from localstack.http import Request, Response

from faultline_localstack.http_api.answer import MalformedAnswer, message, response_v1, response_v2
from faultline_localstack.http_api.apis import HttpApi, Snapshot
from faultline_localstack.http_api.cors import cors_of
from faultline_localstack.http_api.event import Call, event_v1, event_v2, raw_path
from faultline_localstack.http_api.routes import DEFAULT, match
from faultline_localstack.pollers.invoker import FunctionTarget, NotInvokedError

LOG = logging.getLogger(__name__)

PLAIN = "text/plain;charset=UTF-8"
FUNCTION = re.compile(r"arn:[\w-]+:lambda:[\w-]+:\d+:function:[^/]+")
"""Within an integration's address, which is this or ends with ``…/functions/<this>/invocations``."""

Version = tuple[Callable[[Call], dict[str, Any]], Callable[[bytes, str], Response]]
VERSIONS: Mapping[str, Version] = {"1.0": (event_v1, response_v1), "2.0": (event_v2, response_v2)}


def answer(api: HttpApi, request: Request) -> Response:
    cors = cors_of(api.properties.get("CorsConfiguration"))
    if cors is None:
        return _answer(api, request)
    if (preflight := cors.preflight(request)) is not None:
        return preflight
    response = _answer(api, request)
    cors.apply(request, response)
    return response


def _answer(api: HttpApi, request: Request) -> Response:
    path = raw_path(request)
    stage_name, below = _stage_of(api, path)
    stage = api.stages.get(stage_name)
    shown = None if stage is None else api.shown_by(stage)
    if stage is None or shown is None:
        return message(404, "Not Found")
    keys = {route["RouteKey"]: route for route in shown.routes.values()}
    found = match(keys, request.method, below)
    if found is None:
        return message(404, "Not Found")
    integration = _integration_of(keys[found.route_key], shown)
    if integration is None:
        return message(500, "Internal Server Error")
    call = Call(
        request=request,
        path=path,
        api_id=api.api_id,
        account_id=api.account_id,
        stage=stage_name,
        route_key=found.route_key,
        path_parameters=found.parameters,
        stage_variables=stage.get("StageVariables") or {},
    )
    return _invoke(integration, call)


def _stage_of(api: HttpApi, path: str) -> tuple[str, str]:
    """The stage and the path below it: a stage that is named in the path goes before ``$default``."""
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if first in api.stages else (DEFAULT, path)


def _integration_of(route: Mapping[str, Any], shown: Snapshot) -> Mapping[str, Any] | None:
    """``Target`` is ``integrations/<id>``."""
    return shown.integrations.get(str(route.get("Target", "")).removeprefix("integrations/"))


def _invoke(integration: Mapping[str, Any], call: Call) -> Response:
    uri = str(integration.get("IntegrationUri", ""))
    for name, value in call.stage_variables.items():
        uri = uri.replace(f"${{stageVariables.{name}}}", value)
    function = FUNCTION.search(uri)
    if function is None:
        return message(500, "Internal Server Error")
    to_event, to_response = VERSIONS[str(integration.get("PayloadFormatVersion", "2.0"))]
    try:
        result = FunctionTarget(function.group()).invoke(json.dumps(to_event(call)).encode())
        if result.is_error:
            return message(500, "Internal Server Error")
        return to_response(result.payload or b"null", PLAIN)
    except NotInvokedError:
        return message(503, "Service Unavailable")
    except MalformedAnswer as reason:
        LOG.warning("The answer of %s to %s is none: %s", function.group(), call.route_key, reason)
        return message(500, "Internal Server Error")
