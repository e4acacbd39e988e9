import json
from typing import Any

import pytest
from localstack.http import Request

from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.routes import ChaosRoutes
from faultline_localstack.chaos.rule_book import RuleBook, now_ms


class Client:
    def __init__(self) -> None:
        self.book = RuleBook()
        self.routes = ChaosRoutes(self.book, Injections())

    def faults(self, method: str, body: object = None) -> tuple[int, Any]:
        return self.ask("faults", method, json.dumps(body))

    def effects(self, method: str, body: object = None) -> tuple[int, Any]:
        return self.ask("effects", method, json.dumps(body))

    def ask(self, route: str, method: str, body: str) -> tuple[int, Any]:
        response = getattr(self.routes, route)(Request(method, "/", body=body))
        return response.status_code, response.json


@pytest.fixture
def client() -> Client:
    return Client()


def test_faults_are_listed_replaced_added_and_removed(client: Client) -> None:
    assert client.faults("GET") == (200, [])
    assert client.faults("POST", [{"service": "s3"}]) == (200, [{"service": "s3"}])
    assert client.faults("PATCH", [{}]) == (200, [{"service": "s3"}, {}])
    assert client.faults("DELETE", [{}]) == (200, [{"service": "s3"}])
    assert client.faults("POST", []) == (200, [])


@pytest.mark.parametrize(("body", "got"), [("", "nothing"), ("{", '"{" (Expecting')])
def test_what_is_not_json_is_refused(client: Client, body: str, got: str) -> None:
    status, answer = client.ask("faults", "POST", body)
    assert status == 400
    assert answer["problems"][0]["at"] == "body"
    assert answer["problems"][0]["got"].startswith(got)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_bad_list_changes_nothing(client: Client, method: str) -> None:
    client.faults("POST", [{"service": "s3"}])
    for body in ({"service": "s3"}, [7]):
        status, answer = client.faults(method, body)
        assert (status, set(answer)) == (400, {"error", "problems"})
    assert client.faults("GET") == (200, [{"service": "s3"}])


def test_effects(client: Client) -> None:
    assert client.effects("GET") == (200, {"latency": 0})
    assert client.effects("POST", {"latency": 500}) == (200, {"latency": 500})
    ends = now_ms() + 60_000
    assert client.effects("PATCH", {"expiresAt": ends}) == (200, {"latency": 500, "expiresAt": ends})
    assert client.effects("POST", {}) == (200, {"latency": 0})
    client.effects("POST", {"latency": 5})
    assert client.effects("DELETE") == (200, {"latency": 0})
    assert not client.book.busy


@pytest.mark.parametrize("body", [{"latency": -1}, {"latency": "5"}, {"latncy": 5}, [], {"latency": 5, "expiresAt": 5}])
def test_bad_effects_are_refused(client: Client, body: object) -> None:
    assert client.effects("POST", body)[0] == 400
    assert client.effects("GET") == (200, {"latency": 0})


def test_injections_are_json_lines(client: Client) -> None:
    response = client.routes.injections(Request("GET", "/", query_string="since=5"))
    assert (response.status_code, response.get_data(), response.headers["Faultline-Forgotten"]) == (200, b"", "0")
    assert client.routes.injections(Request("GET", "/", query_string="since=-5")).status_code == 400
