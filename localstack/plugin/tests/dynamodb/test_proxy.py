import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3
from localstack.http import Request

from faultline_localstack.dynamodb.proxy import DirectProxy


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, dict[str, str], bytes]]
    status = 200

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, dict(self.headers), body))
        answer = b'{"TableNames":[]}'
        self.send_response(self.status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args):
        pass


@pytest.fixture
def backend():
    handler = type("Recorded", (Backend,), {"seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def request(body: bytes = b'{"Limit":1}', **headers: str) -> Request:
    return Request("POST", "/", headers={"X-Amz-Target": "DynamoDB_20120810.ListTables", **headers}, body=body)


def url_of(server):
    return f"http://127.0.0.1:{server.server_port}"


def test_passes_on_the_operation_the_account_and_the_body(backend):
    answer = DirectProxy(url_of(backend)).forward(request(Authorization="AWS4 x", Cookie="secret"), "/")
    assert (answer.status_code, answer.get_data()) == (200, b'{"TableNames":[]}')
    path, headers, body = backend.RequestHandlerClass.seen[0]
    assert (path, body) == ("/", b'{"Limit":1}')
    assert headers["X-Amz-Target"] == "DynamoDB_20120810.ListTables"
    assert headers["Authorization"] == "AWS4 x"
    assert "Cookie" not in headers


def test_an_error_of_the_backend_is_an_answer(backend):
    backend.RequestHandlerClass.status = 400
    assert DirectProxy(url_of(backend)).forward(request(), "/").status_code == 400


def test_serves_many_callers_at_once(backend):
    proxy = DirectProxy(url_of(backend))
    callers = [threading.Thread(target=proxy.forward, args=(request(), "/")) for _ in range(20)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(backend.RequestHandlerClass.seen) == 20


def test_a_backend_that_is_down_is_told_at_once():
    with pytest.raises(urllib3.exceptions.HTTPError):
        DirectProxy("http://127.0.0.1:1").forward(request(), "/")


def test_passes_on_what_localstack_has_rewritten(backend):
    given = request(b'{"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/orders"}')
    given.data = b'{"TableName":"orders"}'
    DirectProxy(url_of(backend)).forward(given, "/")
    ((_, headers, body),) = backend.RequestHandlerClass.seen
    assert (body, headers["Content-Length"]) == (b'{"TableName":"orders"}', "22")
