"""The endpoints of the Chaos API, and the injections. ``CHAOS.md`` describes them."""

import json
from collections.abc import Callable, Mapping

from localstack.http import Request, Response
from localstack.services.internal import get_internal_apis

from faultline_localstack.chaos.catalogue import LONGEST_MS
from faultline_localstack.chaos.fields import BadRequest, Field, Problem, integer, read, shown
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.rule_book import RuleBook, now_ms
from faultline_localstack.chaos.rule_reader import SAFE_INTEGER, read_entries

FAULTS = "/_localstack/chaos/faults"
EFFECTS = "/_localstack/chaos/effects"
INJECTIONS = "/_localstack/faultline/injections"

_EFFECTS: Mapping[str, Field] = {
    "latency": integer(0, LONGEST_MS),
    "durationMs": integer(1, SAFE_INTEGER),
    "expiresAt": integer(1, SAFE_INTEGER),
}


class ChaosRoutes:
    """Methods of the same name as those of HTTP answer the body that is to be sent."""

    def __init__(self, book: RuleBook, injections: Injections, settle: Callable[[], None] | None = None) -> None:
        """:param settle: returns when the injections know what has fired elsewhere"""
        self._book = book
        self._injections = injections
        self._settle = settle

    def register(self) -> None:
        apis = get_internal_apis()
        apis.add(FAULTS, self.faults, methods=["GET", "POST", "PATCH", "DELETE"])
        apis.add(EFFECTS, self.effects, methods=["GET", "POST", "PATCH", "DELETE"])
        apis.add(INJECTIONS, self.injections, methods=["GET"])

    def faults(self, request: Request) -> Response:
        def change() -> object:
            match request.method:
                case "POST":
                    self._book.replace(read_entries(_body(request), now_ms()))
                case "PATCH":
                    self._book.add(read_entries(_body(request), now_ms()))
                case "DELETE":
                    self._book.remove(_patterns(_body(request)))
            return self._book.entries()

        return _answer(change)

    def effects(self, request: Request) -> Response:
        def change() -> object:
            match request.method:
                case "POST" | "PATCH":
                    self._set_effects(_body(request), keep=request.method == "PATCH")
                case "DELETE":
                    self._book.set_latency(0, None)
            ends = self._book.latency_ends()
            return {"latency": self._book.latency_ms(), **({} if ends is None else {"expiresAt": ends})}

        return _answer(change)

    def _set_effects(self, body: object, *, keep: bool) -> None:
        problems: list[Problem] = []
        given = read(body, "effects", _EFFECTS, problems)
        ends = given.get("expiresAt")
        if "durationMs" in given:
            ends = now_ms() + int(given["durationMs"])
        if ends is not None and ends <= now_ms():
            problems.append(
                Problem("effects.expiresAt", shown(ends), f"a time after now ({now_ms()}), in epoch milliseconds")
            )
        if problems:
            raise BadRequest(problems)
        if keep:
            ends = self._book.latency_ends() if ends is None else ends
            self._book.set_latency(given.get("latency", self._book.latency_ms()), ends)
        else:
            self._book.set_latency(given.get("latency", 0), ends)

    def injections(self, request: Request) -> Response:
        since = request.args.get("since", "0")
        if not since.isdecimal():
            return _refusal(BadRequest([Problem("since", shown(since), "a time in epoch milliseconds")]))
        if self._settle is not None:
            self._settle()
        lines = "".join(f"{line}\n" for line in self._injections.since(int(since)))
        forgotten = {"Faultline-Forgotten": str(self._injections.forgotten)}
        return Response(lines, mimetype="application/x-ndjson", headers=forgotten)


def _body(request: Request) -> object:
    data = request.get_data()
    try:
        body: object = json.loads(data)
    except ValueError as error:
        got = "nothing" if not data else f"{shown(data.decode(errors='replace'))} ({error})"
        raise BadRequest([Problem("body", got, "JSON")]) from error
    return body


def _patterns(body: object) -> list[object]:
    if not isinstance(body, list) or not all(isinstance(each, dict) for each in body):
        raise BadRequest([Problem("body", shown(body), "a list of the rules to remove")])
    return body


def _answer(change: Callable[[], object]) -> Response:
    try:
        return Response(json.dumps(change()), mimetype="application/json")
    except BadRequest as refusal:
        return _refusal(refusal)


def _refusal(refusal: BadRequest) -> Response:
    problems = [{"at": each.at, "got": each.got, "expected": each.expected} for each in refusal.problems]
    return Response(json.dumps({"error": str(refusal), "problems": problems}), status=400, mimetype="application/json")
