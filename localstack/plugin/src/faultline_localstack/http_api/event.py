"""
The event that a function gets for a request.

Sources: API Gateway Developer Guide, *Create AWS Lambda proxy integrations for HTTP APIs*; Lambda Developer Guide, *Invoking
Lambda function URLs*.
"""

import base64
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from localstack.http import Request

TEXT = ("text/", "application/json", "application/javascript", "application/xml")
"""Bodies of these types, and of none, go over as they are; others, forms too, in Base64."""

NOT_PASSED_ON = {"connection", "cookie", "remote-addr", "x-localstack-tgt-api", "x-localstack-request-url"}


@dataclass(frozen=True)
class Call:
    """A request and where it has arrived. ``path``: as the client sent it; ``route_key``: such as ``GET /orders/{id}``."""

    request: Request
    path: str
    api_id: str
    account_id: str
    stage: str = "$default"
    route_key: str = "$default"
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    stage_variables: Mapping[str, str] = field(default_factory=dict)
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))


def raw_path(request: Request) -> str:
    """The path with its percent signs, without the query."""
    uri: str = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.path
    return uri.partition("?")[0] or "/"


def event_v2(call: Call) -> dict[str, Any]:
    request, now = call.request, time.time()
    query = request.query_string.decode("latin-1")
    body, is_encoded = _body(request)
    return _without_missing(
        {
            "version": "2.0",
            "routeKey": call.route_key,
            "rawPath": unquote(call.path),
            "rawQueryString": query,
            "cookies": [each.strip() for each in request.headers.get("Cookie", "").split(";") if each.strip()] or None,
            "headers": {name: ",".join(values) for name, values in _headers(request).items()},
            "queryStringParameters": {name: ",".join(values) for name, values in _query(query).items()} or None,
            "requestContext": {
                "accountId": call.account_id,
                "apiId": call.api_id,
                "domainName": request.headers.get("Host", request.host),
                "domainPrefix": call.api_id,
                "http": {
                    "method": request.method,
                    "path": unquote(call.path),
                    "protocol": _protocol(request),
                    "sourceIp": request.remote_addr,
                    "userAgent": request.headers.get("User-Agent", ""),
                },
                "requestId": call.request_id,
                "routeKey": call.route_key,
                "stage": call.stage,
                "time": _readable(now),
                "timeEpoch": int(now * 1000),
            },
            "pathParameters": dict(call.path_parameters) or None,
            "stageVariables": dict(call.stage_variables) or None,
            "body": body,
            "isBase64Encoded": is_encoded,
        }
    )


def event_v1(call: Call) -> dict[str, Any]:
    request, now = call.request, time.time()
    resource = call.route_key.partition(" ")[2] or call.route_key
    headers, query = _headers(request), _query(request.query_string.decode("latin-1"))
    if cookies := request.headers.get("Cookie"):
        headers["cookie"] = [cookies]
    body, is_encoded = _body(request)
    return {
        "version": "1.0",
        "resource": resource,
        "path": unquote(call.path),
        "httpMethod": request.method,
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "requestContext": {
            "accountId": call.account_id,
            "apiId": call.api_id,
            "domainName": request.headers.get("Host", request.host),
            "domainPrefix": call.api_id,
            "httpMethod": request.method,
            "identity": {"sourceIp": request.remote_addr, "userAgent": request.headers.get("User-Agent", "")},
            "path": unquote(call.path),
            "protocol": _protocol(request),
            "requestId": call.request_id,
            "requestTime": _readable(now),
            "requestTimeEpoch": int(now * 1000),
            "resourceId": call.route_key,
            "resourcePath": resource,
            "stage": call.stage,
        },
        "pathParameters": dict(call.path_parameters) or None,
        "stageVariables": dict(call.stage_variables) or None,
        "body": body,
        "isBase64Encoded": is_encoded,
    }


def _headers(request: Request) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in request.headers.items():
        if name.lower() not in NOT_PASSED_ON:
            headers.setdefault(name.lower(), []).append(value)
    headers["x-amzn-trace-id"] = headers.get("x-amzn-trace-id") or [
        f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]}"
    ]
    headers["x-forwarded-for"] = [*headers.get("x-forwarded-for", []), request.remote_addr or ""]
    headers["x-forwarded-port"] = [str(request.environ.get("SERVER_PORT", ""))]
    headers["x-forwarded-proto"] = [request.scheme]
    return headers


def _query(query: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def _body(request: Request) -> tuple[str | None, bool]:
    data: bytes = request.get_data()
    if not data:
        return None, False
    content_type = request.headers.get("Content-Type", "").lower()
    if not content_type or content_type.startswith(TEXT) or content_type.partition(";")[0].endswith(("+json", "+xml")):
        try:
            return data.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(data).decode(), True


def _protocol(request: Request) -> str:
    return str(request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"))


def _readable(now: float) -> str:
    return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now))


def _without_missing(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if value is not None}
