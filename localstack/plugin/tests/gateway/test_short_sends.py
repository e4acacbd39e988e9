"""Calls on the short way and the same calls through LocalStack's own gateway, both against its SQS provider in this process."""

import json
import random
from io import BytesIO

import pytest
from localstack import config
from localstack.aws import handlers
from localstack.aws.app import LocalstackAwsGateway
from localstack.aws.handlers.response import ResponseMetadataEnricher
from localstack.http import Request, Response
from localstack.services.plugins import SERVICE_PLUGINS
from rolo.serving.twisted import TwistedRequestAdapter
from twisted.web.resource import Resource

from faultline_localstack.chaos.short_way import SHORT_WAY
from faultline_localstack.gateway.short_sends import ShortSends

ACCOUNT, REGION = "000000000000", "us-east-1"
LONG = b"the gateway's"


@pytest.fixture(scope="module", autouse=True)
def provider():
    # There is no CloudWatch here that its metrics could reach.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "SQS_DISABLE_CLOUDWATCH_METRICS", True)
        # As when LocalStack starts.
        patch.setattr(handlers.run_custom_response_handlers, "handlers", [ResponseMetadataEnricher()])
        service = SERVICE_PLUGINS.require("sqs")
        yield service._provider
        service.stop()


class Connection:
    transport = None

    def getPeer(self):  # noqa: N802 (Twisted's)
        return None

    getHost = getPeer  # noqa: N815


class Gateway(Resource):
    def render(self, request):
        return LONG


def headers_of(changes):
    scope = f"20261128/{REGION}/sqs/aws4_request"
    headers = {
        "Host": "127.0.0.1:4566",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AmazonSQS.SendMessage",
        "Authorization": f"AWS4-HMAC-SHA256 Credential=test/{scope}, SignedHeaders=host;x-amz-date, Signature=0",
        "X-Amz-Security-Token": "session",
        "X-Amzn-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
    }
    return {name: value for name, value in (headers | changes).items() if value is not None}


def short(body, *, method=b"POST", uri=b"/", **changes):
    """The answer and its headers, or nothing where the call went on to the gateway, whole."""
    request = TwistedRequestAdapter(Connection(), parsePOSTFormSubmission=False)
    request.method, request.uri, request.content = method, uri, BytesIO(body)
    for name, value in headers_of(changes).items():
        request.requestHeaders.setRawHeaders(name, [value])
    answer = ShortSends(Gateway()).render(request)
    if answer == LONG:
        assert request.content.read() == body
        return None
    return json.loads(answer), told_by(request.responseHeaders.getAllRawHeaders())


def told_by(headers):
    """What an answer says of itself, but for its id and for what the server adds to each."""
    flat = {as_text(name).lower(): as_text(value) for name, value in headers}
    assert flat.pop("x-amzn-requestid")
    return {name: value for name, value in flat.items() if name not in {"content-length", "date", "server"}}


def as_text(value):
    (single,) = value if isinstance(value, list) else [value]
    return single.decode() if isinstance(single, bytes) else single


def long(gateway, body, **changes):
    response = Response()
    gateway.process(Request("POST", "/", headers=headers_of(changes), body=body), response)
    return response


def send(queue, body, **fields):
    return json.dumps(
        {"QueueUrl": f"http://127.0.0.1:4566/{ACCOUNT}/{queue.name}", "MessageBody": body} | fields
    ).encode()


def taken(queue):
    """The one message, without what differs from send to send."""
    (message,) = [queue.visible.get_nowait().message]
    assert queue.visible.qsize() == 0
    attributes = {name: value for name, value in message["Attributes"].items() if name != "SentTimestamp"}
    return {**message, "MessageId": "", "Attributes": attributes}


def a_body(chance):
    alphabet = 'aZ \t\n\r"\\{}é日🙂\x7f<>&' + chance.choice(["", "", "\x00￿"])
    return "".join(chance.choice(alphabet) for _ in range(chance.randint(0, 40)))


def test_answers_and_keeps_what_the_gateway_does(make_queue):
    chance = random.Random(20261128)
    gateway, queue, went_short = LocalstackAwsGateway(SERVICE_PLUGINS), make_queue(), 0
    for _ in range(100):
        body = send(queue, a_body(chance))
        answer = short(body)
        mine = None if answer is None else taken(queue)
        gateways = long(gateway, body)
        if answer is None:
            # Refused there too, and nothing was sent twice.
            assert gateways.status_code == 400
            continue
        went_short += 1
        assert taken(queue) == mine
        fields, headers = answer
        assert {**fields, "MessageId": ""} == {**json.loads(gateways.data), "MessageId": ""}
        assert headers == told_by(gateways.headers)
    assert went_short > 50


@pytest.mark.parametrize(
    "unusual",
    [
        {"Origin": "https://example.org"},
        {"X-Amz-Target": "AmazonSQS.SendMessageBatch"},
        {"Content-Type": "application/x-amz-json-1.1"},
        {"Content-Type": "application/cbor"},
        {"Authorization": None},
        {"Authorization": f"AWS4-HMAC-SHA256 Credential=test/20261128/{REGION}/sns/aws4_request, SignedHeaders=host"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20261128/moon-east-1/sqs/aws4_request, SignedHeaders=host"},
        {"Host": "abc.execute-api.localhost.localstack.cloud:4566"},
        {"Host": "example.org"},
        {"X-Localstack-Anything": "1"},
        {"method": b"PUT"},
        {"uri": b"/000000000000/some-queue"},
    ],
)
def test_what_is_unusual_goes_on_to_the_gateway(make_queue, unusual):
    queue = make_queue()
    assert short(send(queue, "hello"), **unusual) is None
    assert queue.visible.qsize() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"DelaySeconds": 1},
        {"MessageAttributes": {"a": {"DataType": "String", "StringValue": "b"}}},
        {"MessageGroupId": "g"},
        {"MessageBody": None},
        {"MessageBody": 7},
        {"QueueUrl": "http://127.0.0.1:4566/000000000000/there-is-none"},
    ],
)
def test_so_does_a_message_that_says_more_or_goes_nowhere(make_queue, fields):
    queue = make_queue()
    assert short(send(queue, "hello", **fields)) is None
    assert queue.visible.qsize() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"hello"'])
def test_so_does_what_is_no_message(body):
    assert short(body) is None


def test_so_does_every_call_under_a_rule(make_queue, monkeypatch):
    monkeypatch.setattr(SHORT_WAY, "leads_to_services", lambda: False)
    assert short(send(make_queue(), "hello")) is None
