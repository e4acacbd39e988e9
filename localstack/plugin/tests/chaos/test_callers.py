"""Who sends a call: a function, known by its session token, or somebody else."""

import json
from typing import Any

import pytest
from cloud import Cloud, put

from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.invocation import Invocation


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


@pytest.fixture
def environment(cloud: Cloud, lab: Any) -> Environment:
    created: Environment = lab(
        {"index.js": "exports.handler = async () => 1;"},
        variables={
            "AWS_SESSION_TOKEN": "its-own",
            "CHAOS_TABLE": "rules",
            "CHAOS_KEY": "sagaId",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
        },
    ).environment
    cloud.registry.add(created)
    return created


def test_functions_are_known_by_their_token_and_their_keys_by_their_event(
    cloud: Cloud, environment: Environment
) -> None:
    cloud.inject({"id": "f", "function": "f"})
    record = {
        "eventSource": "aws:sqs",
        "messageId": "m",
        "body": '{"sagaId": "order-7"}',
        "attributes": {"ApproximateReceiveCount": "3"},
    }
    environment.invocation = Invocation("request-9", "arn", "trace", json.dumps({"Records": [record]}).encode())
    assert put(cloud, token="of-somebody-else") == "done"
    assert put(cloud, token="its-own") != "done"
    assert cloud.fired() == [
        {
            "faultline": "injection",
            "at": cloud.fired()[0]["at"],
            "rule": "f",
            "fault": "api-error",
            "key": "order-7",
            "function": "f",
            "place": "cloud",
            "attempt": 201,
            "operation": "sqs:SendMessage",
            "environment": "stream",
            "requestId": "request-9",
        }
    ]


def test_a_token_that_two_environments_share_names_none(cloud: Cloud, environment: Environment, lab: Any) -> None:
    cloud.registry.add(
        lab({"index.js": "exports.handler = async () => 1;"}, variables={"AWS_SESSION_TOKEN": "its-own"}).environment
    )
    assert cloud.registry.by_token("its-own") is None
    cloud.registry.remove(environment)
    assert cloud.registry.by_token("its-own") is not None
