"""
A short way from LocalStack to DynamoDB Local.

LocalStack forwards a call by a chain of general HTTP layers, which takes more than half of the processor time of a
``PutItem``. A call to DynamoDB is one POST with a handful of headers: this sends just that.
"""

from urllib.parse import urlsplit

from localstack.http import Request, Response
from urllib3 import HTTPConnectionPool, Timeout

PASSED_ON = ("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target")
"""What DynamoDB Local looks at: the operation, and whose tables in which region they are."""

KEPT_CONNECTIONS = 64


class DirectProxy:
    """Sends requests to the backend at ``url`` over connections that it keeps. Nothing is sent twice: a write could be done twice."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        timeout = Timeout(connect=5, read=None)
        self._pool = HTTPConnectionPool(
            address.hostname or "localhost", address.port, timeout=timeout, maxsize=KEPT_CONNECTIONS, retries=False
        )

    def forward(self, request: Request, forward_path: str) -> Response:
        """
        Returns the answer of the backend; raises ``urllib3.exceptions.HTTPError`` if there is none. Where LocalStack has
        rewritten the request, ``request.data`` is what it has written; ``get_data()`` would still be what was received.
        """
        given = request.headers
        headers = {name: value for name in PASSED_ON if (value := given.get(name)) is not None}
        answer = self._pool.urlopen("POST", forward_path, body=request.data, headers=headers)
        return Response(answer.data, status=answer.status, headers=dict(answer.headers))
