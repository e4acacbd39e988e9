"""What a client gets for what a function returns."""

import json

import pytest

from faultline_localstack.http_api.answer import MalformedAnswer, response_v1, response_v2, streamed_response

PLAIN = "text/plain"


@pytest.mark.parametrize(
    ("result", "status", "body", "content_type"),
    [
        ({"a": 1}, 200, b'{"a":1}', "application/json"),
        ("text", 200, b"text", "application/json"),
        ([1], 200, b"[1]", "application/json"),
        (None, 200, b"null", "application/json"),
        ({"statusCode": 204}, 204, b"", PLAIN),
        ({"statusCode": "404", "body": "no"}, 404, b"no", PLAIN),
        ({"statusCode": 200, "body": "aGk=", "isBase64Encoded": True}, 200, b"hi", PLAIN),
        ({"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>"}, 200, b"<p>", "text/html"),
    ],
)
def test_version_2(result: object, status: int, body: bytes, content_type: str) -> None:
    response = response_v2(json.dumps(result).encode(), PLAIN)
    assert (response.status_code, response.data, response.headers["Content-Type"]) == (status, body, content_type)


def test_cookies_and_headers_of_several_values() -> None:
    response = response_v2(json.dumps({"statusCode": 200, "cookies": ["a=1", "b=2"]}).encode(), PLAIN)
    assert response.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    response = response_v1(json.dumps({"statusCode": 200, "multiValueHeaders": {"X": ["1", "2"]}}).encode(), PLAIN)
    assert response.headers.getlist("X") == ["1", "2"]


@pytest.mark.parametrize("result", ["many", None, 42, 1000])
def test_a_status_that_is_none(result: object) -> None:
    with pytest.raises(MalformedAnswer, match="statusCode"):
        response_v2(json.dumps({"statusCode": result}).encode(), PLAIN)


@pytest.mark.parametrize(
    ("payload", "status", "body", "content_type"),
    [
        (b'{"statusCode":201,"headers":{"Content-Type":"text/html"}}' + bytes(8) + b"<p>", 201, b"<p>", "text/html"),
        (b"{}" + bytes(8) + bytes(9), 200, bytes(9), "application/octet-stream"),
        (b"one two", 200, b"one two", "application/octet-stream"),
        (b"\x89PNG" + bytes(20), 200, b"\x89PNG" + bytes(20), "application/octet-stream"),
        (b'{"a":1}', 200, b'{"a":1}', "application/json"),
    ],
)
def test_what_is_streamed(payload: bytes, status: int, body: bytes, content_type: str) -> None:
    response = streamed_response(payload)
    assert (response.status_code, response.data, response.headers["Content-Type"]) == (status, body, content_type)


def test_version_1_needs_a_status() -> None:
    with pytest.raises(MalformedAnswer, match="no statusCode"):
        response_v1(b"{}", PLAIN)


def test_what_is_no_base64() -> None:
    with pytest.raises(MalformedAnswer, match="Base64"):
        response_v2(json.dumps({"statusCode": 200, "body": "a", "isBase64Encoded": True}).encode(), PLAIN)
