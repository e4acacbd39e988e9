"""AWS's own examples of which route a request takes, and the order of specificity."""

import pytest

from faultline_localstack.http_api.routes import match

PETS = ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"]


@pytest.mark.parametrize(
    ("method", "path", "route_key", "parameters"),
    [
        ("GET", "/pets/dog/1", "GET /pets/dog/1", {}),
        ("GET", "/pets/dog/2", "GET /pets/dog/{id}", {"id": "2"}),
        ("GET", "/pets/cat/1", "GET /pets/{proxy+}", {"proxy": "cat/1"}),
        ("POST", "/test/5", "ANY /{proxy+}", {"proxy": "test/5"}),
        ("POST", "/", "$default", {}),
        ("GET", "/pets/dog/a%2Fb", "GET /pets/dog/{id}", {"id": "a/b"}),
        ("GET", "/pets/dog/", "GET /pets/{proxy+}", {"proxy": "dog/"}),
    ],
)
def test_the_most_specific_route(method: str, path: str, route_key: str, parameters: dict[str, str]) -> None:
    found = match(PETS, method, path)
    assert found is not None
    assert (found.route_key, found.parameters) == (route_key, parameters)


def test_its_own_method_goes_before_any() -> None:
    found = match(["ANY /orders", "POST /orders"], "POST", "/orders")
    assert found is not None
    assert found.route_key == "POST /orders"


def test_a_word_goes_before_a_variable_wherever_they_stand() -> None:
    keys = ["GET /{tenant}/orders", "GET /acme/{thing}"]
    assert [match(order, "GET", "/acme/orders").route_key for order in (keys, keys[::-1])] == ["GET /acme/{thing}"] * 2


@pytest.mark.parametrize("path", ["/orders/", "/orders/1/2", "/", "/order"])
def test_nothing_fits(path: str) -> None:
    assert match(["GET /orders", "GET /orders/{id}"], "GET", path) is None
