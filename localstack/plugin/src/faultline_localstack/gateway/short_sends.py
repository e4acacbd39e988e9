"""
Carries a plain SendMessage from its connection to its queue, in the thread that has read it, as long as no rule is in force.

LocalStack's gateway hands each call to another thread, shows it to some forty handlers and parses it by the model of its service,
which takes several times as long as what a queue does with a message. A call that is unusual in any way takes the gateway; so does
one that the queue refuses, which has changed nothing yet.
"""

import json
import logging
import re

from localstack import config
from localstack.aws.accounts import get_account_id_from_access_key_id
from localstack.aws.api import RequestContext, ServiceException
from localstack.aws.handlers.region import DefaultRegionRewriterStrategy
from localstack.aws.spec import load_service
from localstack.constants import HEADER_LOCALSTACK_IDENTIFIER
from localstack.http import Request
from localstack.services.plugins import SERVICE_PLUGINS
from localstack.utils.aws.arns import get_partition
from twisted.python.components import proxyForInterface
from twisted.web.resource import IResource
from twisted.web.server import Request as TwistedRequest

from faultline_localstack.chaos.short_way import SHORT_WAY

REQUESTS = logging.getLogger("localstack.request.aws")
SERVICE = "sqs"
JSON = b"application/x-amz-json-1.0"
TARGET = b"AmazonSQS.SendMessage"
FIELDS = {"QueueUrl", "MessageBody"}
HEADERS = {
    *("accept", "accept-encoding", "connection", "content-length", "host", "user-agent", "x-amz-user-agent"),
    *(
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "authorization",
        "content-type",
        "x-amz-content-sha256",
        "x-amz-date",
    ),
    *("x-amz-security-token", "x-amz-target", "x-amzn-query-mode", "x-amzn-trace-id"),
}
"""What the AWS SDKs send; anything else may mean something to somebody on the way."""

_HOST = re.compile(r"(127\.0\.0\.1|localhost|(sqs\.[a-z0-9-]+\.)?(amazonaws\.com|localhost\.localstack\.cloud))(:\d+)?")
_SIGNED = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/,\s]+)/\d{8}/([a-z0-9-]+)/sqs/aws4_request, ?SignedHeaders=.*")


class ShortSends(proxyForInterface(IResource)):  # type: ignore[misc]
    """In front of LocalStack's gateway."""

    def __init__(self, gateway: IResource) -> None:
        super().__init__(gateway)
        self._regions = DefaultRegionRewriterStrategy()

    def render(self, request: TwistedRequest) -> bytes | int:
        answer: bytes | int = self._send(request) or self.original.render(request)
        return answer

    def _send(self, request: TwistedRequest) -> bytes | None:
        if request.getHeader(b"x-amz-target") != TARGET or not SHORT_WAY.leads_to_services():
            return None
        context, body = _context_of(request), _message_in(request)
        if context is None or body is None or context.region not in self._regions.available_regions:
            return None
        # Who wants to see every request in full sees it in LocalStack's own log.
        if REQUESTS.isEnabledFor(logging.DEBUG) or not SERVICE_PLUGINS.is_running(SERVICE):
            return None
        try:
            sent = SERVICE_PLUGINS.require(SERVICE)._provider.send_message(
                context, queue_url=body["QueueUrl"], message_body=body["MessageBody"]
            )
        except ServiceException:
            return None
        REQUESTS.info("AWS %s.%s => %s", SERVICE, "SendMessage", 200)
        request.setHeader(b"Content-Type", JSON)
        if config.LOCALSTACK_RESPONSE_HEADER_ENABLED:
            request.setHeader(HEADER_LOCALSTACK_IDENTIFIER.encode(), b"true")
        request.setHeader(b"x-amzn-requestid", (context.request_id or "").encode())
        return json.dumps({name: value for name, value in sent.items() if value is not None}).encode()


def _context_of(request: TwistedRequest) -> RequestContext | None:
    """What the gateway would find of a call that has nothing but what SDKs send."""
    if request.method != b"POST" or request.uri != b"/":
        return None
    headers = {
        name.decode("latin-1").lower(): b",".join(values).decode("latin-1")
        for name, values in request.requestHeaders.getAllRawHeaders()
    }
    signed = _SIGNED.fullmatch(headers.get("authorization", ""))
    if not headers.keys() <= HEADERS or headers.get("content-type") != JSON.decode() or signed is None:
        return None
    if _HOST.fullmatch(headers.get("host", "")) is None:
        return None
    context = RequestContext(Request("POST", "/", headers=headers))
    context.service = load_service(SERVICE)
    context.account_id = get_account_id_from_access_key_id(signed[1])
    context.region = signed[2]
    context.partition = get_partition(signed[2])
    return context


def _message_in(request: TwistedRequest) -> dict[str, str] | None:
    request.content.seek(0)
    try:
        body = json.loads(request.content.read())
    except ValueError:
        return None
    finally:
        request.content.seek(0)
    if not isinstance(body, dict) or body.keys() != FIELDS or not all(isinstance(each, str) for each in body.values()):
        return None
    return body
