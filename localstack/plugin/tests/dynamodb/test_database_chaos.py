"""Rules of the book act on calls of the real process, which asks who calls and tells what fired."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from localstack.aws.forwarder import create_aws_request_context
from localstack.http import Response

from faultline_localstack.chaos.database import DatabaseChaos
from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.rule_book import RuleBook, now_ms
from faultline_localstack.chaos.rule_reader import read_entries
from faultline_localstack.dynamodb.backend import Backend
from faultline_localstack.dynamodb.forwarder import TOKEN_HEADER, Forwarder
from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.invocation import Invocation
from faultline_localstack.executor.registry import Registry

SERVER = Path(__file__).parents[3] / "dynamodb" / "main.ts"


class Cloud:
    def __init__(self) -> None:
        self.backend = Backend(str(SERVER))
        self.backend.start(gone=lambda _how: None)
        self.backend.wait_ready()
        self.book, self.ledger, self.registry = RuleBook(), Injections(), Registry()
        invocations = Invocations()
        self.disruptions = Disruptions(self.book, self.ledger, invocations)
        self.chaos = DatabaseChaos(self.backend, self.book, self.ledger, invocations, self.disruptions, self.registry)
        self.chaos.install()
        self._forward = Forwarder("127.0.0.1", self.backend.port).forward

    def inject(self, *rules: dict[str, Any]) -> None:
        self.book.replace(read_entries(list(rules), now_ms()))

    def get(self, table: str = "t", *, token: str | None = None, internal: bool = False) -> Response:
        key = {"orderId": {"S": "order-1"}}
        context = create_aws_request_context("dynamodb", "GetItem", None, {"TableName": table, "Key": key})
        context.region, context.account_id = "us-east-1", "000000000000"
        if internal:
            context.internal_request_params = {}  # type: ignore[typeddict-item]
        if token is not None:
            context.request.headers[TOKEN_HEADER] = token
        return self._forward(context)

    def fails(self, *args: Any, **how: Any) -> bool:
        return self.get(*args, **how).status_code == 503

    def fired(self) -> list[dict[str, Any]]:
        self.chaos.settle()
        return [json.loads(line) for line in self.ledger.since(0)]


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    cloud = Cloud()
    yield cloud
    cloud.backend.close()


@pytest.fixture
def environment(cloud: Cloud, lab: Any) -> Environment:
    variables = {
        "AWS_SESSION_TOKEN": "its-own",
        "CHAOS_TABLE": "rules",
        "CHAOS_KEY": "sagaId",
        "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
    }
    created: Environment = lab({"index.js": "exports.handler = async () => 1;"}, variables=variables).environment
    cloud.registry.add(created)
    record = {
        "eventSource": "aws:sqs",
        "messageId": "m",
        "body": '{"sagaId": "order-7"}',
        "attributes": {"ApproximateReceiveCount": "3"},
    }
    created.invocation = Invocation("request-9", "arn", "trace", json.dumps({"Records": [record]}).encode())
    return created


def test_rules_are_in_force_when_they_are_accepted_and_end_when_they_are_removed(cloud: Cloud) -> None:
    assert not cloud.fails()
    cloud.inject({"service": "dynamodb"})
    assert cloud.fails()
    cloud.inject({"service": "sqs"}, {"queue": "q"}, {"table": "another"})
    assert not cloud.fails()
    cloud.inject({})
    assert cloud.fails()
    cloud.inject()
    assert not cloud.fails()


def test_calls_between_services_are_hit_only_by_rules_for_them(cloud: Cloud) -> None:
    cloud.inject({})
    assert not cloud.fails(internal=True)
    cloud.inject({"from": "services"})
    assert cloud.fails(internal=True)
    assert not cloud.fails()


def test_functions_are_known_by_their_token_and_their_keys_by_their_event(
    cloud: Cloud, environment: Environment
) -> None:
    cloud.inject({"id": "f", "function": "f"})
    assert not cloud.fails(token="of-somebody-else")
    assert cloud.fails(token="its-own")
    (line,) = cloud.fired()
    assert line == {
        "faultline": "injection",
        "at": line["at"],
        "rule": "f",
        "fault": "api-error",
        "key": "order-7",
        "function": "f",
        "place": "cloud",
        "attempt": 201,
        "operation": "dynamodb:GetItem",
        "environment": "stream",
        "requestId": "request-9",
    }


def test_a_function_reads_its_chaos_rules_undisturbed(cloud: Cloud, environment: Environment) -> None:
    cloud.inject({"id": "a", "fault": "api-error", "target": {"service": "dynamodb"}})
    assert not cloud.fails("rules", token="its-own")
    assert cloud.fails("t", token="its-own")


def test_a_disturbed_invocation_is_held_at_its_call(cloud: Cloud, environment: Environment) -> None:
    target, parameters = {"function": "f"}, {"when": "after-call", "call": 2, "pauseMs": 600_000}
    rule = {"fault": "pause-environment", "target": target, "parameters": parameters, "durationMs": 600_000}
    cloud.inject({"id": "p", "first": 3, **rule})
    assert environment.invocation is not None
    disruption = cloud.disruptions.begin(environment, environment.invocation)
    assert disruption is not None
    cloud.get(token="its-own")
    second = threading.Thread(target=cloud.get, kwargs={"token": "its-own"})
    second.start()
    while not cloud.fired():
        assert second.is_alive()
    assert [(line["fault"], line["key"], line["when"]) for line in cloud.fired()] == [
        ("pause-environment", "order-7", "after-call")
    ]
    cloud.inject()
    second.join(10)
    assert not second.is_alive()


@pytest.mark.parametrize("internal", [False, True])
def test_while_dynamodb_is_stopped_its_calls_fail_for_everybody(cloud: Cloud, internal: bool) -> None:
    cloud.inject(
        {
            "id": "gone",
            "fault": "stop-dynamodb",
            "target": {"service": "dynamodb"},
            "durationMs": 60_000,
            "keyField": "orderId",
        }
    )
    assert cloud.fails(internal=internal)
    assert [line["key"] for line in cloud.fired()] == ["dynamodb", "order-1"]
    cloud.inject()
    assert not cloud.fails(internal=internal)
