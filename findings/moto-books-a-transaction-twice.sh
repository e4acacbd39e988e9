#!/usr/bin/env bash
# moto 5.2.5: a TransactWriteItems repeated with its ClientRequestToken is carried out again, and the token with another
# transaction is no error; a put that changes nothing writes a record to the stream. DynamoDB answers the first with
# success and no effect, the second with IdempotentParameterMismatchException, and writes no record. Guessed: a mock
# accepts less, not more.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'moto[dynamodb,server]==5.2.5' boto3==1.43.7
cat >seen.py <<'EOF'
import boto3
from moto import mock_aws

account = {"id": {"S": "a"}}

with mock_aws():
    options = {"region_name": "us-east-1", "aws_access_key_id": "a", "aws_secret_access_key": "b"}
    db = boto3.client("dynamodb", **options)
    made = db.create_table(
        TableName="accounts",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]

    def book(amount):
        update = {
            "TableName": "accounts",
            "Key": account,
            "UpdateExpression": "ADD balance :amount",
            "ExpressionAttributeValues": {":amount": {"N": amount}},
        }
        db.transact_write_items(TransactItems=[{"Update": update}], ClientRequestToken="payment-1")
        return db.get_item(TableName="accounts", Key=account)["Item"]["balance"]["N"]

    balances = [book("10"), book("10"), book("700")]

    streams = boto3.client("dynamodbstreams", **options)
    shard = streams.describe_stream(StreamArn=made["LatestStreamArn"])["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(
        StreamArn=made["LatestStreamArn"], ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    item = {"id": {"S": "b"}, "n": {"N": "1"}}
    for _ in range(2):
        db.put_item(TableName="accounts", Item=item)
    records = [
        one["eventName"]
        for one in streams.get_records(ShardIterator=iterator)["Records"]
        if one["dynamodb"]["Keys"]["id"] == {"S": "b"}
    ]

print("balance after 10, the same again, the same token with 700:", balances)
print("records of one item put twice:", records)
assert balances == ["10", "20", "720"], balances
assert records == ["INSERT", "MODIFY"], records
EOF
venv/bin/python seen.py
