#!/usr/bin/env bash
# ministack 1.5.33: an item put with the key 1.0 is stored under 1, and GetItem and DeleteItem of 1.0 do not find it,
# with success; a conditional put does. DELETE of 1.0 from the set {1, 20} removes nothing. In DynamoDB numbers are
# values (naming rules and data types). Guessed: what was put with a key is got with it.
set -euo pipefail
folder=$(mktemp -d)
trap '[ -n "${server:-}" ] && kill "$server" && wait "$server" || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ministack==1.5.33 boto3==1.43.7
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
HOME=$folder TMPDIR=$folder STATE_DIR=$folder/state S3_DATA_DIR=$folder/s3 BIND_HOST=127.0.0.1 GATEWAY_PORT=$port \
  venv/bin/ministack >server.log 2>&1 &
server=$!
cat >seen.py <<'EOF'
import sys
import time

import boto3
from botocore.exceptions import EndpointConnectionError

db = boto3.client(
    "dynamodb",
    endpoint_url=f"http://127.0.0.1:{sys.argv[1]}",
    region_name="us-east-1",
    aws_access_key_id="a",
    aws_secret_access_key="b",
)
deadline = time.monotonic() + 60
while True:
    try:
        db.list_tables()
        break
    except EndpointConnectionError:
        if time.monotonic() > deadline:
            raise
        time.sleep(0.1)
db.create_table(
    TableName="numbers",
    AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}, {"AttributeName": "n", "AttributeType": "N"}],
    KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
    BillingMode="PAY_PER_REQUEST",
)
p = {"S": "p"}
db.put_item(TableName="numbers", Item={"p": p, "n": {"N": "1.0"}})
found = {n: "Item" in db.get_item(TableName="numbers", Key={"p": p, "n": {"N": n}}) for n in ["1", "1.0", "1e0"]}
try:
    db.put_item(TableName="numbers", Item={"p": p, "n": {"N": "1.0"}}, ConditionExpression="attribute_not_exists(n)")
    again = "written"
except db.exceptions.ConditionalCheckFailedException:
    again = "refused"
db.delete_item(TableName="numbers", Key={"p": p, "n": {"N": "1.0"}})
kept = db.scan(TableName="numbers")["Count"]
db.put_item(TableName="numbers", Item={"p": p, "n": {"N": "2"}, "seen": {"NS": ["1", "20"]}})
db.update_item(
    TableName="numbers",
    Key={"p": p, "n": {"N": "2"}},
    UpdateExpression="DELETE seen :one",
    ExpressionAttributeValues={":one": {"NS": ["1.0"]}},
)
left = db.get_item(TableName="numbers", Key={"p": p, "n": {"N": "2"}})["Item"]["seen"]["NS"]
print("put with key 1.0, found by", found, "| put only if new, again:", again, "| after deleting 1.0:", kept, "items | {1, 20} without 1.0:", left)
assert found == {"1": True, "1.0": False, "1e0": False}, found
assert (again, kept) == ("refused", 1), (again, kept)
assert sorted(left) == ["1", "20"], left
EOF
venv/bin/python seen.py "$port"
