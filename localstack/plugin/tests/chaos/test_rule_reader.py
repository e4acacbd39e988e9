from typing import Any

import pytest

from faultline_localstack.chaos.fields import BadRequest
from faultline_localstack.chaos.rule import Rule
from faultline_localstack.chaos.rule_reader import read_entries

NOW = 1_000
LAB = {"id": "r", "fault": "api-error", "target": {"table": "t"}}


def rules(entry: object) -> list[Rule]:
    (read,) = read_entries([entry], NOW)
    return list(read.rules)


def problems(body: object) -> list[str]:
    with pytest.raises(BadRequest) as refused:
        read_entries(body, NOW)
    return [str(problem) for problem in refused.value.problems]


def test_an_empty_rule_fails_everything() -> None:
    (rule,) = rules({})
    assert rule.fault.name == "api-error"
    assert rule.parameters == {"statusCode": 503, "code": "ServiceUnavailable"}
    assert rule.target.callers == "everyone"
    assert (rule.selection.percentage, rule.expires_at) == (100, None)


def test_the_documented_rule_is_taken_as_it_is() -> None:
    given = {
        "region": "us-east-1",
        "service": "kinesis",
        "operation": "PutRecord",
        "probability": 0.25,
        "error": {"statusCode": 400, "code": "ProvisionedThroughputExceededException"},
    }
    (entry,) = read_entries([given], NOW)
    assert entry.listed == given
    (rule,) = entry.rules
    assert rule.target.operations == {"PutRecord"}
    assert rule.selection.percentage == 25


def test_equal_rules_without_an_id_have_one_name() -> None:
    assert rules({"service": "s3"})[0].id == rules({"service": "s3"})[0].id != rules({"service": "sqs"})[0].id


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"latencyMs": 5}, ["api-latency"]),
        ({"latencyMs": 5, "error": {}}, ["api-latency", "api-error"]),
        ({"lostAcknowledgement": True}, ["api-lost-acknowledgement"]),
        ({"lostAcknowledgement": False}, ["api-error"]),
    ],
)
def test_a_paid_rule_may_mean_other_faults(given: dict[str, Any], faults: list[str]) -> None:
    assert [rule.fault.name for rule in rules(given)] == faults


def test_a_service_goes_by_the_name_of_the_sdk_too() -> None:
    assert rules({"service": "cloudwatch logs"})[0].target.service == "logs"


def test_rules_of_the_lab_are_aimed_at_functions() -> None:
    assert rules(LAB)[0].target.callers == "functions"
    assert rules({**LAB, "target": {"from": "everyone"}})[0].target.callers == "everyone"


def test_a_duration_becomes_an_expiry() -> None:
    (entry,) = read_entries([{**LAB, "durationMs": 500}], NOW)
    assert entry.listed == {**LAB, "startsAt": NOW, "expiresAt": 1_500}


def test_first_has_the_default_of_the_fault_unless_every_is_given() -> None:
    lost = {**LAB, "fault": "api-lost-acknowledgement"}
    assert rules(lost)[0].selection.first == 1
    assert rules({**lost, "every": 2})[0].selection.first is None
    assert rules({**lost, "first": 7})[0].selection.first == 7


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["body: got {}, expected a list of rules, as [{...}]"]),
        ([7], ["rules[0]: got 7, expected an object"]),
        ([{"probability": True}], ["rules[0].probability: got true, expected a number from 0 to 1"]),
        (
            [{"error": {"statusCode": 200}}],
            ["rules[0].error.statusCode: got 200, expected a whole number from 400 to 599"],
        ),
        (
            [{"service": "dynamdb"}],
            ["rules[0].service: got \"dynamdb\", expected the name of an AWS service; did you mean 'dynamodb'?"],
        ),
        (
            [{"service": "sqs", "operation": "PutItem"}],
            ['rules[0].operations: got "PutItem", expected an operation of sqs'],
        ),
        (
            [{"operation": "GetItm"}],
            ["rules[0].operations: got \"GetItm\", expected an AWS operation; did you mean 'GetItem'?"],
        ),
        ([{"probability": 1, "percentage": 1}], ["rules[0]: got probability and percentage, expected one of them"]),
        (
            [{"expiresAt": 1_000}],
            [
                "rules[0].expiresAt: got 1000, expected a time after its start and after now (1000), in epoch milliseconds"
            ],
        ),
        ([LAB, {}, LAB], ['rules: got the id "r" twice, expected an id of its own for each rule']),
        (
            [{**LAB, "id": "A b"}],
            ['rules[0].id: got "A b", expected lower-case letters, digits, dots and dashes, 100 at most'],
        ),
        (
            [{"fault": "clock-skew", "target": {"function": "f"}, "parameters": {"skewMs": 0}, "durationMs": 5}],
            ["rules[0].parameters.skewMs: got 0, expected a whole number from -31622400000 to 31622400000, not 0"],
        ),
        (
            [{"fault": "pause-environment", "target": {}, "durationMs": 5}],
            [
                "rules[0].target.function: got nothing, expected the name of a function",
                "rules[0].parameters.pauseMs: got nothing, expected a whole number from 1 to 900000",
            ],
        ),
        (
            [{"fault": "slow-environment", "target": {"function": "f"}}],
            ["rules[0].durationMs: got nothing, expected an end: durationMs, or expiresAt in epoch milliseconds"],
        ),
    ],
)
def test_says_precisely_what_is_wrong(body: object, expected: list[str]) -> None:
    assert problems(body) == expected


def test_an_unknown_field_is_named_with_what_may_be_meant() -> None:
    (problem,) = problems([{"probabilty": 1}])
    assert problem.startswith("rules[0].probabilty: got an unknown field, expected one of region, service,")
    assert problem.endswith("did you mean 'probability'?")


def test_says_all_that_is_wrong_at_once() -> None:
    assert len(problems([{"region": 1}, {"latencyMs": -1, "seed": "x"}, {"fault": "no"}])) == 4
