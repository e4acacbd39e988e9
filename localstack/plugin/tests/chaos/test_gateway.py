"""What the handlers do to calls."""

import time
from typing import Any

import pytest
from cloud import Cloud, code, put


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


@pytest.mark.parametrize(
    ("service", "operation", "protocol"),
    [
        ("kinesis", "ListStreams", None),
        ("sqs", "ListQueues", "json"),
        ("sqs", "ListQueues", "query"),
        ("sts", "GetCallerIdentity", None),
        ("ec2", "DescribeRegions", None),
        ("lambda", "ListFunctions", None),
        ("s3", "ListBuckets", None),
    ],
)
def test_an_error_speaks_the_protocol_of_its_service(
    cloud: Cloud, service: str, operation: str, protocol: str | None
) -> None:
    cloud.inject({"error": {"statusCode": 418, "code": "SomethingElse", "message": "No tea."}})
    answer = cloud.send(service, operation, protocol=protocol)
    assert code(answer) == "SomethingElse"
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 418
    assert (answer["Error"].get("Message") or answer["message"]) == "No tea."
    assert cloud.arrivals == []


def test_the_default_is_an_outage(cloud: Cloud) -> None:
    cloud.inject({})
    answer = cloud.send("s3", "ListBuckets")
    assert (code(answer), answer["Error"]["Message"]) == (
        "ServiceUnavailable",
        "Service 's3' not accessible due to an outage",
    )


def test_without_rules_nothing_is_looked_at(cloud: Cloud) -> None:
    assert put(cloud) == "done"
    assert cloud.fired() == []


@pytest.mark.parametrize(
    ("rule", "is_hit"),
    [
        ({"service": "sqs"}, True),
        ({"service": "sns"}, False),
        ({"operation": "SendMessage"}, True),
        ({"operations": ["ReceiveMessage", "SendMessage"]}, True),
        ({"operation": "ReceiveMessage"}, False),
        ({"region": "us-east-1"}, True),
        ({"region": "eu-west-1"}, False),
        ({"queue": "q"}, True),
        ({"queue": "r"}, False),
        ({"table": "q"}, False),
        ({"function": "f"}, False),
        ({"from": "functions"}, False),
        ({"from": "services"}, False),
        ({"probability": 0}, False),
        ({"keys": "order-*", "keyField": "sagaId"}, True),
        ({"keys": "ord", "keyField": "sagaId"}, False),
        ({"every": 2}, False),
    ],
)
def test_aims(cloud: Cloud, rule: dict[str, Any], is_hit: bool) -> None:
    cloud.inject(rule)
    assert (put(cloud) != "done") == is_hit


def test_queues_and_called_functions_are_resources(cloud: Cloud) -> None:
    cloud.inject({"queue": "q", "keyField": "sagaId"}, {"function": "f"})
    message = {"MessageBody": '{"sagaId": "order-9"}'}
    assert code(cloud.send("sqs", "SendMessage", {"QueueUrl": "http://h/000000000000/q", **message})) != "done"
    assert code(cloud.send("sqs", "SendMessage", {"QueueUrl": "http://h/000000000000/r", **message})) == "done"
    assert code(cloud.send("lambda", "Invoke", {"FunctionName": "f"})) != "done"
    arn = "arn:aws:lambda:us-east-1:000000000000:function:f"
    for name in (arn, f"{arn}:live", "f:live"):
        assert code(cloud.send("lambda", "Invoke", {"FunctionName": name})) != "done"
    assert [line["key"] for line in cloud.fired()] == ["order-9", "f", "f", "f", "f"]


def test_calls_between_services_are_hit_only_by_rules_for_them(cloud: Cloud) -> None:
    cloud.inject({})
    assert put(cloud, internal=True) == "done"
    cloud.inject({"from": "services"})
    assert put(cloud, internal=True) != "done"
    assert put(cloud) == "done"


def test_the_first_rule_that_hits_wins(cloud: Cloud) -> None:
    cloud.inject({"probability": 0}, {"error": {"code": "First"}}, {"error": {"code": "Second"}})
    assert put(cloud) == "First"


def test_attempts_are_counted_for_each_key(cloud: Cloud) -> None:
    cloud.inject({"id": "two", "first": 2, "keyField": "sagaId"})
    answers = [put(cloud) for _ in range(3)]
    assert [answer == "done" for answer in answers] == [False, False, True]
    assert put(cloud, order="order-2") != "done"
    assert [(line["key"], line["attempt"]) for line in cloud.fired()] == [
        ("order-1", 1),
        ("order-1", 2),
        ("order-2", 1),
    ]


def test_the_same_seed_hits_the_same_orders_in_any_order() -> None:
    def victims(orders: list[str]) -> set[str]:
        cloud = Cloud()
        cloud.inject({"id": "half", "seed": 7, "percentage": 50, "keyField": "sagaId"})
        return {order for order in orders if put(cloud, order=order) != "done"}

    orders = [f"order-{n}" for n in range(100)]
    assert victims(orders) == victims(orders[::-1])
    assert 30 < len(victims(orders)) < 70


def test_a_lost_acknowledgement_arrives_once_and_fails(cloud: Cloud) -> None:
    cloud.inject({"lostAcknowledgement": True, "error": {"statusCode": 500, "code": "InternalServerError"}})
    assert put(cloud) == "InternalServerError"
    assert cloud.arrivals == ["SendMessage"]
    assert put(cloud) == "done"


def test_latency_delays_and_a_withdrawn_rule_does_not_fail_what_it_delayed(cloud: Cloud) -> None:
    cloud.inject({"id": "slow", "latencyMs": 60})
    began = time.monotonic()
    assert put(cloud) == "done"
    assert time.monotonic() - began >= 0.055
    (line,) = cloud.fired()
    assert (line["fault"], line["delayMs"], line["operation"]) == ("api-latency", 60, "sqs:SendMessage")
    cloud.inject({"latencyMs": 60_000, "durationMs": 50, "error": {}})
    assert put(cloud) == "done"


def test_calls_of_dynamodb_are_left_to_its_own_process(cloud: Cloud) -> None:
    cloud.inject({})
    assert code(cloud.send("dynamodb", "ListTables")) == "done"
    assert code(cloud.send("dynamodbstreams", "ListStreams")) == "done"
    assert cloud.fired() == []
