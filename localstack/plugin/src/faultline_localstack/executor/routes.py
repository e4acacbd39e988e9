"""``/_localstack/faultline/environments``: list the execution environments; kill, pause or resume one."""

import json
from dataclasses import asdict

from localstack.http import Request, Response
from localstack.services.internal import get_internal_apis

from faultline_localstack.executor.registry import Registry, UnknownEnvironmentError

PATH = "/_localstack/faultline/environments"
ACTIONS = ("kill", "pause", "resume")


def _json(status: int, body: object) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")


class EnvironmentRoutes:
    """GET answers ``{environments: [...]}`` with keys in camel case; an action answers 202, 404 for an unknown id."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def register(self) -> None:
        get_internal_apis().add(PATH, self.list, methods=["GET"])
        get_internal_apis().add(f"{PATH}/<environment_id>/<action>", self.act, methods=["POST"])

    def list(self, _request: Request) -> Response:
        return _json(200, {"environments": [_camel_case(asdict(view)) for view in self._registry.list()]})

    def act(self, _request: Request, environment_id: str, action: str) -> Response:
        if action not in ACTIONS:
            return _json(404, {"error": f"Unknown action {action!r}: expected one of {', '.join(ACTIONS)}."})
        try:
            getattr(self._registry, action)(environment_id)
        except UnknownEnvironmentError as error:
            return _json(404, {"error": str(error)})
        return _json(202, {"id": environment_id, "action": action})


def _camel_case(fields: dict[str, object]) -> dict[str, object]:
    def renamed(name: str) -> str:
        head, *rest = name.split("_")
        return head + "".join(part.capitalize() for part in rest)

    return {renamed(name): value for name, value in fields.items()}
