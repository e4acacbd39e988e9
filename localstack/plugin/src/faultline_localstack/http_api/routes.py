"""
Which route of an HTTP API a request takes: the most specific one.

Source: API Gateway Developer Guide, *Create routes for HTTP APIs in API Gateway*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

DEFAULT = "$default"
ANY = "ANY"


@dataclass(frozen=True)
class Match:
    """A route key and what its variables stand for."""

    route_key: str
    parameters: Mapping[str, str]


def match(route_keys: Iterable[str], method: str, path: str) -> Match | None:
    """The route for a request to ``path``, which keeps its percent signs; ``None`` where there is not even ``$default``."""
    keys = list(route_keys)
    found = [
        (_specificity(key), Match(key, parameters))
        for key in keys
        if key != DEFAULT and (parameters := _parameters(key, method, path)) is not None
    ]
    if found:
        return max(found, key=lambda each: each[0])[1]
    return Match(DEFAULT, {}) if DEFAULT in keys else None


def _parameters(key: str, method: str, path: str) -> Mapping[str, str] | None:
    wanted, _, pattern = key.partition(" ")
    if wanted not in (method, ANY):
        return None
    given, parts = path.split("/")[1:], pattern.split("/")[1:]
    parameters: dict[str, str] = {}
    for index, part in enumerate(parts):
        if part.startswith("{") and part.endswith("+}"):
            rest = "/".join(given[index:])
            return {**parameters, part[1:-2]: unquote(rest)} if rest else None
        if index >= len(given):
            return None
        if part.startswith("{") and part.endswith("}"):
            if not given[index]:
                return None
            parameters[part[1:-1]] = unquote(given[index])
        elif part != unquote(given[index]):
            return None
    return parameters if len(parts) == len(given) else None


def _specificity(key: str) -> tuple[bool, list[int], bool]:
    """A route without ``{proxy+}`` first, then the one whose first difference is a word and no variable, then its own method."""
    wanted, _, pattern = key.partition(" ")
    weights = [0 if part.endswith("+}") else 1 if part.startswith("{") else 2 for part in pattern.split("/")[1:]]
    return 0 not in weights, weights, wanted != ANY
