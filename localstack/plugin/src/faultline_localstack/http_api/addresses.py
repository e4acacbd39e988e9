"""Where APIs and function URLs answer, in place of AWS's names for them."""

import re
from typing import Any

from localstack import config
from localstack.http import Request, Response, Router
from localstack.services.edge import ROUTER
from werkzeug.routing import BaseConverter

from faultline_localstack.gateway.origins import ORIGINS, has_ports
from faultline_localstack.http_api import function_url, gateway
from faultline_localstack.http_api.apis import APIS

PATH = "/_aws/hosts"
"""Below it each host has a path, where ports of its own cannot be reached."""

EXECUTE_API = re.compile(
    r"^https?://(?P<api>\w+)\.execute-api\.(?P<region>[\w-]+)\.(?P<suffix>[\w.-]+?)(?::\d+)?(?P<path>/.*)?$"
)
FUNCTION_URL = re.compile(r"^https?://(?P<url>\w+)\.lambda-url\.(?P<region>[\w-]+)\.")


def address_of(host: str) -> str:
    """Where a host of AWS answers here, without a slash at the end."""
    if has_ports():
        return ORIGINS.address(host, lambda request: serve(host, request))
    return f"{config.external_service_url()}{PATH}/{host}"


def usable(text: str) -> str:
    """An address of an API as a template makes it, made one that can be called; any other text as it is."""
    found = EXECUTE_API.match(text)
    if found is None:
        return text
    return f"{address_of(f'{found["api"]}.execute-api.{found["region"]}.amazonaws.com')}{found['path'] or ''}"


def serve(host: str, request: Request) -> Response:
    name, _, service = host.partition(".")
    if service.startswith("lambda-url."):
        return function_url.answer(name, request)
    if (api := APIS.get(name)) is not None:
        return gateway.answer(api, request)
    # A REST API, or nothing.
    return ROUTER.dispatch(request)


class _Rest(BaseConverter):
    """All that follows. AWS passes it on as it came, slashes and all, and redirects nobody."""

    regex = "(?:/.*)?"


def add_paths(router: Router[Any]) -> None:
    router.url_map.converters["rest"] = _Rest
    router.add(f"{PATH}/<host><rest:path>", serve_path, merge_slashes=False)


def serve_path(request: Request, host: str, **_path: str) -> Response:
    request.headers["Host"] = host
    request.environ["RAW_URI"] = request.environ["RAW_URI"].removeprefix(f"{PATH}/{host}") or "/"
    return serve(host, request)
