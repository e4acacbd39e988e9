"""What of a request a function sees."""

import base64

from localstack.http import Request

from faultline_localstack.http_api.event import Call, event_v1, event_v2, raw_path


def call(**given: object) -> Call:
    raw = given.pop("raw_path", "/orders/a%20b")
    request = Request(path="/orders/a b", raw_path=f"{raw}?x=1&x=2&empty=", query_string="x=1&x=2&empty=", **given)
    return Call(
        request=request,
        path=raw_path(request),
        api_id="api",
        account_id="000000000000",
        stage="beta",
        route_key="GET /orders/{id}",
        path_parameters={"id": "a b"},
        stage_variables={"v": "1"},
    )


def test_version_2() -> None:
    event = event_v2(call(headers={"Cookie": "a=1; b=2", "X-Two": "1", "Host": "api.example"}, remote_addr="127.0.0.1"))
    assert event["version"] == "2.0"
    assert event["rawPath"] == "/orders/a b"
    assert event["rawQueryString"] == "x=1&x=2&empty="
    assert event["queryStringParameters"] == {"x": "1,2", "empty": ""}
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]
    assert event["headers"]["x-two"] == "1"
    assert event["pathParameters"] == {"id": "a b"}
    assert event["stageVariables"] == {"v": "1"}
    assert event["requestContext"]["http"]["sourceIp"] == "127.0.0.1"
    assert event["requestContext"]["stage"] == "beta"
    assert "body" not in event
    assert event["isBase64Encoded"] is False


def test_version_1_keeps_each_value() -> None:
    event = event_v1(call(headers={"Cookie": "a=1; b=2"}))
    assert event["queryStringParameters"] == {"x": "2", "empty": ""}
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "2"], "empty": [""]}
    assert event["headers"]["cookie"] == "a=1; b=2"
    assert event["resource"] == "/orders/{id}"
    assert event["body"] is None


def test_text_goes_over_as_it_is() -> None:
    for content_type in ("application/json", "text/plain", "application/vnd.api+json"):
        event = event_v2(call(body='{"ä":1}'.encode(), headers={"Content-Type": content_type}))
        assert (event["body"], event["isBase64Encoded"]) == ('{"ä":1}', False)


def test_other_bodies_go_over_in_base64() -> None:
    for content_type, body in (
        ("image/png", b"\x89"),
        ("application/x-www-form-urlencoded", b"a=b"),
        ("text/plain", b"\xff"),
    ):
        event = event_v2(call(body=body, headers={"Content-Type": content_type}))
        assert (base64.b64decode(event["body"]), event["isBase64Encoded"]) == (body, True)
