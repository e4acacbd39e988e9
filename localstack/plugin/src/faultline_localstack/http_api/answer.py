"""
The response that a client gets for what a function has returned. What is no proper answer raises ``MalformedAnswer``.

Sources: API Gateway Developer Guide, *Create AWS Lambda proxy integrations for HTTP APIs*; Lambda Developer Guide, *Invoking
Lambda function URLs*.
"""

import base64
import binascii
import json
from typing import Any

from localstack.http import Response

JSON = "application/json"
OCTETS = "application/octet-stream"
PRELUDE_END = bytes(8)


class MalformedAnswer(Exception):
    """A function has returned what cannot be made a response of."""


def response_v2(payload: bytes, default_type: str) -> Response:
    """Without ``statusCode`` the whole result is the body, as JSON; with it, ``default_type`` is its content's type."""
    result = _parsed(payload)
    if isinstance(result, dict) and "statusCode" in result:
        return _response(result, default_type)
    if isinstance(result, str):
        return Response(result, 200, {"Content-Type": JSON})
    return Response(json.dumps(result, separators=(",", ":"), ensure_ascii=False), 200, {"Content-Type": JSON})


def streamed_response(payload: bytes) -> Response:
    """
    What a function streamed to its URL: status, headers and cookies, eight zeros, and the body. Without them it is the body alone,
    or what a function that streams nothing has returned.

    Source: Lambda Developer Guide, *Response streaming for Lambda functions*.
    """
    prelude, end, body = payload.partition(PRELUDE_END)
    if end and isinstance(given := _json(prelude), dict):
        response = _response({"statusCode": 200, **given, "body": None}, OCTETS)
        response.set_data(body)
        return response
    if _json(payload) is None:
        return Response(payload, 200, {"Content-Type": OCTETS})
    return response_v2(payload, JSON)


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def response_v1(payload: bytes, default_type: str) -> Response:
    result = _parsed(payload)
    if not isinstance(result, dict) or "statusCode" not in result:
        raise MalformedAnswer("the answer has no statusCode")
    return _response(result, default_type)


def message(status: int, text: str | None) -> Response:
    """What API Gateway says itself."""
    return Response(json.dumps({"message": text}, separators=(",", ":")), status, {"Content-Type": JSON})


def _parsed(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except ValueError as error:
        raise MalformedAnswer("the answer is no JSON") from error


def _response(result: dict[str, Any], default_type: str) -> Response:
    try:
        status = int(result["statusCode"])
    except (TypeError, ValueError) as error:
        raise MalformedAnswer(f"the statusCode {result['statusCode']!r} is no number") from error
    if not 100 <= status <= 999:
        raise MalformedAnswer(f"the statusCode {status} is none of HTTP")
    response = Response(_content(result), status)
    del response.headers["Content-Type"]
    for name, value in (result.get("headers") or {}).items():
        response.headers.set(name, _text(value))
    for name, values in (result.get("multiValueHeaders") or {}).items():
        response.headers.remove(name)
        for value in values:
            response.headers.add(name, _text(value))
    for cookie in result.get("cookies") or []:
        response.headers.add("Set-Cookie", cookie)
    if "Content-Type" not in response.headers:
        response.headers.set("Content-Type", default_type)
    return response


def _content(result: dict[str, Any]) -> bytes:
    body = result.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        return json.dumps(body, separators=(",", ":")).encode()
    if not result.get("isBase64Encoded"):
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise MalformedAnswer("the body is no Base64") from error


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
