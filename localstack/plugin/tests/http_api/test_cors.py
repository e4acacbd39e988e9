"""What browsers are told."""

from localstack.http import Request, Response

from faultline_localstack.http_api.cors import cors_of

SHOP = {
    "AllowOrigins": ["https://shop.example", "https://*"],
    "AllowMethods": ["GET", "PUT"],
    "AllowHeaders": ["x-a"],
    "MaxAge": 60,
}


def preflight(origin: str) -> Request:
    return Request("OPTIONS", "/", headers={"Origin": origin, "Access-Control-Request-Method": "PUT"})


def test_a_browser_that_asks_first() -> None:
    response = cors_of(SHOP).preflight(preflight("https://shop.example"))
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert response.headers["Access-Control-Allow-Methods"] == "GET,PUT"
    assert response.headers["Access-Control-Max-Age"] == "60"


def test_another_origin_is_told_nothing() -> None:
    response = cors_of(SHOP).preflight(preflight("http://shop.example"))
    assert [name for name, _ in response.headers if name.startswith("Access-Control")] == []


def test_a_request_that_is_no_preflight() -> None:
    cors = cors_of(SHOP)
    assert cors.preflight(Request("OPTIONS", "/", headers={"Origin": "https://shop.example"})) is None
    assert cors.preflight(Request("GET", "/", headers={"Origin": "https://shop.example"})) is None


def test_the_function_has_no_say() -> None:
    response = Response("x", headers={"Access-Control-Allow-Origin": "https://evil.example"})
    cors_of(SHOP).apply(Request("GET", "/"), response)
    assert "Access-Control-Allow-Origin" not in response.headers


def test_anybody() -> None:
    response = Response("x")
    cors_of({"AllowOrigins": ["*"], "ExposeHeaders": ["x-a"]}).apply(
        Request("GET", "/", headers={"Origin": "http://a"}), response
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Expose-Headers"] == "x-a"


def test_credentials_are_for_one_origin() -> None:
    response = Response("x")
    cors = cors_of({"AllowOrigins": ["*"], "AllowCredentials": True})
    cors.apply(Request("GET", "/", headers={"Origin": "http://a"}), response)
    assert response.headers["Access-Control-Allow-Origin"] == "http://a"
    assert response.headers["Access-Control-Allow-Credentials"] == "true"


def test_none() -> None:
    assert cors_of(None) is None
