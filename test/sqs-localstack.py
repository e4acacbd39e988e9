"""
LocalStack's SQS without LocalStack: its provider, called in this process, in a time that the caller sets. For test/sqs-beside.ts.

Reads a JSON object a line, ``{"operation", "input", "nowMs"}``, and answers each with a line: the output, or ``{"error", "message"}``.
"""

import base64
import json
import os
import sys
import time

os.environ.update(SQS_DISABLE_CLOUDWATCH_METRICS="1", SQS_ENDPOINT_STRATEGY="path", LS_LOG="error", DISABLE_EVENTS="1")

from localstack.aws.api import RequestContext, ServiceException  # noqa: E402 - after its settings
from localstack.aws.skeleton import create_dispatch_table  # noqa: E402
from localstack.aws.spec import load_service  # noqa: E402
from localstack.http import Request  # noqa: E402
from localstack.services.sqs.provider import QueueUpdateWorker, SqsProvider  # noqa: E402

now = 0.0


def tick() -> float:
    """Each look at the clock a little later than the one before: messages are ordered by the time at which they came."""
    global now
    now += 1e-6
    return now


time.time = tick


def context() -> RequestContext:
    made = RequestContext(Request())
    made.service = load_service("sqs")
    made.account_id = "000000000000"
    made.region = "us-east-1"
    return made


def read(value: object, name: str = "") -> object:
    """The input as LocalStack's parser hands it to the provider: binary values are bytes."""
    if isinstance(value, dict):
        return {key: read(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [read(part, name) for part in value]
    return base64.b64decode(value) if name == "BinaryValue" else value


def write(value: object) -> object:
    """The output as LocalStack's serializer writes it: without what is ``None``."""
    if isinstance(value, dict):
        return {str(key): write(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [write(part) for part in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def main() -> None:
    global now
    table = create_dispatch_table(SqsProvider())
    worker = QueueUpdateWorker()
    for line in sys.stdin:
        call = json.loads(line)
        now = max(now, call["nowMs"] / 1000)
        worker.do_update_all_queues()
        try:
            told = write(table[call["operation"]](context(), read(call["input"])) or {})
        except ServiceException as error:
            told = {"error": error.code, "message": error.message or ""}
        print(json.dumps(told), flush=True)


main()
