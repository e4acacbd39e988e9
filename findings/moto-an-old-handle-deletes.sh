#!/usr/bin/env bash
# moto 5.2.5: a receipt handle of an earlier receive deletes a message that somebody else is working on, and changes its
# visibility: a slow consumer's late delete loses the work of the next. On SQS it "succeeds, but the message might not
# be deleted" (the reference of DeleteMessage). Guessed: only the last handle counts, in a mock too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'moto[sqs]==5.2.5' boto3==1.43.7
cat >seen.py <<'EOF'
import boto3
from moto import mock_aws

with mock_aws():
    sqs = boto3.client("sqs", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]

    def receive(visibility):
        got = sqs.receive_message(QueueUrl=url, VisibilityTimeout=visibility).get("Messages", [])
        return got[0]["ReceiptHandle"] if got else None

    sqs.send_message(QueueUrl=url, MessageBody="work")
    slow = receive(0)
    second = receive(300)
    assert second != slow
    hidden = receive(0) is None
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=slow, VisibilityTimeout=0)
    third = receive(300)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=slow)
    counts = sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    )["Attributes"]

print("hidden while the second works:", hidden, "| given out again by the first's handle:", third is not None)
print("messages after the first's late delete:", counts)
assert hidden and third is not None
assert set(counts.values()) == {"0"}, counts
EOF
venv/bin/python seen.py
