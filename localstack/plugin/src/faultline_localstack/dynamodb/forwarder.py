"""
Carries calls that reach LocalStack to DynamoDB and its answers back, both as they are.

DynamoDB has the whole API, so that a call has one truth whichever way it takes; account and region are those that LocalStack
finds for it.
"""

from localstack.aws.api import RequestContext
from localstack.http import Response
from urllib3 import HTTPConnectionPool, Timeout

TARGETS = {"dynamodb": "DynamoDB_20120810", "dynamodbstreams": "DynamoDBStreams_20120810"}
TOKEN_HEADER = "X-Amz-Security-Token"
INTERNAL_HEADER = "X-Faultline-Internal"
JSON = "application/x-amz-json-1.0"
KEPT_CONNECTIONS = 64
RETURNED = ("x-amzn-RequestId", "x-amz-crc32")


class Forwarder:
    """Sends over connections that it keeps. Nothing is sent twice: a write could be done twice."""

    def __init__(self, host: str, port: int) -> None:
        self._pool = HTTPConnectionPool(
            host, port, timeout=Timeout(connect=5, read=None), maxsize=KEPT_CONNECTIONS, retries=False
        )

    def forward(self, context: RequestContext, _request: object = None) -> Response:
        """:raises urllib3.exceptions.HTTPError: if there is no answer"""
        assert context.service is not None
        assert context.operation is not None
        service = context.service.service_name
        scope = f"20000101/{context.region}/{service}/aws4_request"
        headers = {
            "Authorization": f"AWS4-HMAC-SHA256 Credential={context.account_id}/{scope}",
            "Content-Type": JSON,
            "X-Amz-Target": f"{TARGETS[service]}.{context.operation.name}",
        }
        if (token := context.request.headers.get(TOKEN_HEADER)) is not None:
            headers[TOKEN_HEADER] = token
        if context.is_internal_call:
            headers[INTERNAL_HEADER] = "1"
        answer = self._pool.urlopen("POST", "/", body=context.request.get_data(), headers=headers)
        told = {name: value for name in RETURNED if (value := answer.headers.get(name)) is not None}
        return Response(answer.data, answer.status, told, content_type=JSON)
