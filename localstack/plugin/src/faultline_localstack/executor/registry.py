"""The living execution environments: what chaos may look at, kill, pause and resume."""

import threading
from dataclasses import dataclass

from faultline_localstack.executor.capacity import Living
from faultline_localstack.executor.environment import Environment

TOKEN_VARIABLE = "AWS_SESSION_TOKEN"


class UnknownEnvironmentError(Exception):
    """No living execution environment has the given id."""


@dataclass(frozen=True)
class EnvironmentView:
    """``state`` as in ``Environment.state``; ``request_id`` while it serves one; ``started_at_ms`` in epoch milliseconds."""

    id: str
    function: str
    version: str
    pid: int | None
    state: str
    started_at_ms: int
    invocations: int
    request_id: str | None


class Registry:
    """All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._environments: dict[str, Environment] = {}
        self._by_token: dict[str, list[Environment]] = {}

    def add(self, environment: Environment) -> None:
        with self._lock:
            self._environments[environment.id] = environment
            if token := environment.function.variables.get(TOKEN_VARIABLE):
                self._by_token.setdefault(token, []).append(environment)

    def remove(self, environment: Environment) -> None:
        with self._lock:
            self._environments.pop(environment.id, None)
            token = environment.function.variables.get(TOKEN_VARIABLE, "")
            sharing = [each for each in self._by_token.pop(token, []) if each is not environment]
            if sharing:
                self._by_token[token] = sharing

    def by_token(self, token: str) -> Environment | None:
        """
        The environment that signs AWS calls with this session token. LocalStack makes one for each; a function that sets its
        own shares it among its environments, which then cannot be told apart.
        """
        with self._lock:
            sharing = self._by_token.get(token, ())
            return sharing[0] if len(sharing) == 1 else None

    def _living(self) -> list[Environment]:
        with self._lock:
            return list(self._environments.values())

    def living(self) -> "list[Living]":
        return [Living(each.pid, each.state == "busy", each.memory_mib) for each in self._living()]

    def list(self) -> list[EnvironmentView]:
        return [
            EnvironmentView(
                id=environment.id,
                function=environment.function.name,
                version=environment.function.version,
                pid=environment.pid,
                state=environment.state,
                started_at_ms=environment.started_at_ms,
                invocations=environment.invocations,
                request_id=environment.request_id,
            )
            for environment in self._living()
        ]

    def _find(self, environment_id: str) -> Environment:
        with self._lock:
            environment = self._environments.get(environment_id)
        if environment is None:
            raise UnknownEnvironmentError(f"No living execution environment has the id {environment_id!r}.")
        return environment

    def kill(self, environment_id: str) -> None:
        self._find(environment_id).kill()

    def pause(self, environment_id: str) -> None:
        self._find(environment_id).pause()

    def resume(self, environment_id: str) -> None:
        self._find(environment_id).resume()

    def close_all(self) -> None:
        """Ends everything at once, invocations included."""
        for environment in self._living():
            environment.close(at_once=True)
