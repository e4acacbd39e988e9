"""The process beside LocalStack: real, with its wire and its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from localstack.aws.api import RequestContext
from localstack.aws.forwarder import create_aws_request_context
from localstack.http import Response
from localstack.utils.sync import poll_condition

from faultline_localstack.dynamodb.backend import Backend
from faultline_localstack.dynamodb.forwarder import Forwarder

SERVER = Path(__file__).parents[3] / "dynamodb" / "main.ts"


class Endings:
    """How the process ended without being told to."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.came = threading.Event()

    def __call__(self, how: str) -> None:
        self.heard.append(how)
        self.came.set()


@pytest.fixture
def endings() -> Endings:
    return Endings()


@pytest.fixture
def backend(endings: Endings) -> Iterator[Backend]:
    started = Backend(str(SERVER))
    started.start(gone=endings)
    started.wait_ready()
    yield started
    started.close()


def call(service: str, operation: str, parameters: dict[str, object], *, region: str = "us-east-1") -> RequestContext:
    context = create_aws_request_context(service, operation, None, parameters)
    context.region, context.account_id = region, "111122223333"
    return context


def told(answer: Response) -> Any:
    return json.loads(answer.get_data())


TABLE = {
    "TableName": "orders",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def test_calls_are_carried_with_their_account_and_region(backend: Backend) -> None:
    forward = Forwarder("127.0.0.1", backend.port).forward
    created = forward(call("dynamodb", "CreateTable", TABLE, region="eu-west-1"))
    arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    assert (created.status_code, told(created)["TableDescription"]["TableArn"]) == (200, arn)
    assert int(created.headers["x-amz-crc32"]) > 0
    assert told(forward(call("dynamodb", "ListTables", {}))) == {"TableNames": []}
    items = [{"Get": {"TableName": arn, "Key": {"id": {"S": "1"}}}}]
    read = forward(call("dynamodb", "TransactGetItems", {"TransactItems": items}, region="eu-west-1"))
    assert (read.status_code, told(read)) == (200, {"Responses": [{}]})
    assert told(forward(call("dynamodbstreams", "ListStreams", {}))) == {"Streams": []}


def test_it_listens_where_it_is_told_and_on_loopback(endings: Endings) -> None:
    backend = Backend(str(SERVER))
    with socket.create_server(("127.0.0.1", 0)) as another:
        port = another.getsockname()[1]
        backend.start(another, gone=endings)
    try:
        backend.wait_ready()
        for each in (backend.port, port):
            with urllib.request.urlopen(f"http://127.0.0.1:{each}") as answer:
                assert answer.read().startswith(b"healthy: dynamodb")
        listening = {each.laddr for each in psutil.Process(backend.pid).net_connections("inet")}
        assert {address.ip for address in listening} == {"127.0.0.1"}
    finally:
        backend.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", backend.port))
    assert endings.heard == []


def test_requests_return_when_they_are_done(backend: Backend) -> None:
    forward = Forwarder("127.0.0.1", backend.port).forward
    forward(call("dynamodb", "CreateTable", TABLE))
    backend.request(do="reset")
    assert told(forward(call("dynamodb", "ListTables", {}))) == {"TableNames": []}


def test_what_has_expired_goes_when_asked(backend: Backend) -> None:
    forward = Forwarder("127.0.0.1", backend.port).forward
    forward(call("dynamodb", "CreateTable", TABLE))
    ttl = {"Enabled": True, "AttributeName": "ends"}
    forward(call("dynamodb", "UpdateTimeToLive", {"TableName": "orders", "TimeToLiveSpecification": ttl}))
    for name, ends in (("over", time.time() - 10), ("not yet", time.time() + 3600)):
        item = {"id": {"S": name}, "ends": {"N": str(int(ends))}}
        forward(call("dynamodb", "PutItem", {"TableName": "orders", "Item": item}))
    assert (backend.request(do="expire"), backend.request(do="expire")) == (1, 0)
    assert told(forward(call("dynamodb", "Scan", {"TableName": "orders"})))["Items"][0]["id"] == {"S": "not yet"}


def test_an_end_that_nobody_ordered_is_told(backend: Backend, endings: Endings) -> None:
    assert backend.pid is not None
    os.kill(backend.pid, signal.SIGKILL)
    assert endings.came.wait(10)
    assert endings.heard == ["signal 9"]
    backend.request(do="reset")


def test_it_ends_with_localstack(tmp_path: Path) -> None:
    """Also with one that is killed: its end of the wire is closed then."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\nfrom faultline_localstack.dynamodb.backend import Backend\n"
        f"backend = Backend({str(SERVER)!r})\nbackend.start(gone=print)\nbackend.wait_ready()\n"
        "print(backend.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as localstack:
        assert localstack.stdout is not None
        server = psutil.Process(int(localstack.stdout.readline()))
        localstack.kill()
    assert poll_condition(lambda: not server.is_running(), timeout=20, interval=0.02)
