"""
Who may read answers from a page of another origin, as HTTP APIs and function URLs tell it to browsers.

Source: API Gateway Developer Guide, *Configure CORS for HTTP APIs in API Gateway*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from localstack.http import Request, Response


@dataclass(frozen=True)
class Cors:
    """The settings under the names of ``CorsConfiguration``."""

    origins: Sequence[str] = ()
    methods: Sequence[str] = ()
    headers: Sequence[str] = ()
    exposed: Sequence[str] = ()
    max_age: int | None = None
    credentials: bool = False

    def preflight(self, request: Request) -> Response | None:
        """The answer to a browser that asks first; ``None`` if this request is another."""
        if request.method != "OPTIONS" or "Origin" not in request.headers:
            return None
        if "Access-Control-Request-Method" not in request.headers:
            return None
        response = Response(status=204)
        del response.headers["Content-Type"]
        if self._tell(request, response):
            self._list(response, "Access-Control-Allow-Methods", self.methods)
            self._list(response, "Access-Control-Allow-Headers", self.headers)
            if self.max_age is not None:
                response.headers.set("Access-Control-Max-Age", str(self.max_age))
        return response

    def apply(self, request: Request, response: Response) -> None:
        """Replaces what the function itself has said of it."""
        for name in [name for name, _ in response.headers if name.lower().startswith("access-control-")]:
            response.headers.remove(name)
        if self._tell(request, response):
            self._list(response, "Access-Control-Expose-Headers", self.exposed)

    def _tell(self, request: Request, response: Response) -> bool:
        origin = request.headers.get("Origin")
        if origin is None or not any(_fits(origin, allowed) for allowed in self.origins):
            return False
        anybody = "*" in self.origins and not self.credentials
        response.headers.set("Access-Control-Allow-Origin", "*" if anybody else origin)
        if not anybody:
            response.headers.add("Vary", "Origin")
        if self.credentials:
            response.headers.set("Access-Control-Allow-Credentials", "true")
        return True

    @staticmethod
    def _list(response: Response, name: str, values: Sequence[str]) -> None:
        if values:
            response.headers.set(name, ",".join(values))


def cors_of(given: Mapping[str, Any] | None) -> Cors | None:
    """From the properties of a template or of the API; ``None`` where there are none."""
    if not given:
        return None
    return Cors(
        origins=tuple(given.get("AllowOrigins") or ()),
        methods=tuple(given.get("AllowMethods") or ()),
        headers=tuple(given.get("AllowHeaders") or ()),
        exposed=tuple(given.get("ExposeHeaders") or ()),
        max_age=None if given.get("MaxAge") is None else int(given["MaxAge"]),
        credentials=str(given.get("AllowCredentials", False)).lower() == "true",
    )


def _fits(origin: str, allowed: str) -> bool:
    if allowed.endswith("*"):
        return origin.startswith(allowed.removesuffix("*"))
    return origin.lower() == allowed.lower()
