"""Paths below which each host answers, where it has no port of its own."""

import pytest
from localstack.http import Request, Response, Router
from localstack.http.dispatcher import handler_dispatcher

from faultline_localstack.http_api import addresses


@pytest.mark.parametrize("path", ["", "/", "/a/b", "//a", "/a//b/", "/a%2Fb"])
def test_a_path_goes_over_as_it_came(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def serve(host: str, request: Request) -> Response:
        asked.append((host, request.environ["RAW_URI"]))
        return Response("served")

    monkeypatch.setattr(addresses, "serve", serve)
    router = Router(handler_dispatcher())
    addresses.add_paths(router)
    host = "abc.lambda-url.us-east-1.on.aws"
    whole = f"{addresses.PATH}/{host}{path}"
    request = Request("POST", whole, raw_path=whole)
    request.environ["RAW_URI"] = whole
    assert router.dispatch(request).data == b"served"
    assert asked == [(host, path or "/")]
