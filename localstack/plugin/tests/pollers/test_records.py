import json

import pytest

from faultline_localstack.pollers.records import by_group, by_payload, matches, to_records

ARN = "arn:aws:sqs:us-east-1:000000000000:orders"


def message(name="m1", body="{}", group=None, **attributes):
    system = {"ApproximateReceiveCount": "1"} | ({"MessageGroupId": group} if group else {})
    return {
        "MessageId": name,
        "ReceiptHandle": f"handle-{name}",
        "Body": body,
        "MD5OfBody": "md5",
        "Attributes": system,
        "MessageAttributes": {key: {"StringValue": value, "DataType": "String"} for key, value in attributes.items()},
    }


def test_a_record_has_the_shape_that_lambda_gives():
    assert to_records([message(body='{ "a": 1 }', colour="red")], ARN, "us-east-1") == [
        {
            "messageId": "m1",
            "receiptHandle": "handle-m1",
            "body": '{ "a": 1 }',
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {"colour": {"stringValue": "red", "dataType": "String"}},
            "md5OfBody": "md5",
            "eventSource": "aws:sqs",
            "eventSourceARN": ARN,
            "awsRegion": "us-east-1",
        }
    ]


@pytest.mark.parametrize(
    ("pattern", "body", "expected"),
    [
        ({"body": {"kind": ["order"]}}, '{"kind":"order"}', True),
        ({"body": {"kind": ["order"]}}, '{"kind":"refund"}', False),
        ({"body": {"kind": ["order"]}}, "plain text", False),
        ({"body": ["plain text"]}, "plain text", True),
        ({"body": ["plain text"]}, '{"kind":"order"}', False),
        ({"messageAttributes": {"colour": {"stringValue": ["red"]}}}, "plain text", True),
        ({"messageAttributes": {"colour": {"stringValue": ["blue"]}}}, "plain text", False),
    ],
)
def test_filters_see_json_bodies_as_objects(pattern, body, expected):
    assert matches([pattern], message(body=body, colour="red")) is expected


def test_one_matching_pattern_is_enough_and_none_at_all_matches():
    assert matches([{"body": ["no"]}, {"body": ["yes"]}], message(body="yes"))
    assert matches([], message())


def test_a_filtered_message_keeps_its_record():
    given = message(body='{ "a": 1 }', colour="red")
    expected = to_records([message(body='{ "a": 1 }', colour="red")], ARN, "us-east-1")
    matches([{"body": {"a": [1]}}], given)
    assert to_records([given], ARN, "us-east-1") == expected


def test_groups_keep_their_order():
    given = [message(str(n), group="ab"[n % 2]) for n in range(6)]
    assert [[m["MessageId"] for m in group] for group in by_group(given)] == [["0", "2", "4"], ["1", "3", "5"]]


def test_payloads_stay_within_the_quota_and_lose_nothing():
    given = [message(str(n), body="x" * 1000 * (n % 7)) for n in range(50)]
    runs = list(by_payload(given, limit=20_000))
    assert [m for run in runs for m in run] == given
    assert len(runs) > 1
    assert all(len(json.dumps({"Records": to_records(run, ARN, "us-east-1")})) <= 20_000 for run in runs)


def test_a_single_large_message_is_still_delivered():
    assert len(list(by_payload([message(body="x" * 5000)], limit=10))) == 1
