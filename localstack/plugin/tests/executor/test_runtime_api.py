"""The HTTP side of the Runtime API, byte by byte."""

import socket
from collections.abc import Iterator

import pytest

from faultline_localstack.executor.runtime_api import RequestKind, RuntimeConnection

Pair = tuple[RuntimeConnection, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    server, client = socket.create_server(("127.0.0.1", 0)), socket.socket()
    client.connect(server.getsockname())
    accepted, _ = server.accept()
    connection = RuntimeConnection(accepted)
    yield connection, client
    connection.close()
    client.close()
    server.close()


def test_a_request_in_pieces(pair: Pair) -> None:
    connection, client = pair
    client.sendall(b"POST /2018-06-01/runtime/invocation/a%20b/response HTTP/1.1\r\nhost: x\r\ncontent-le")
    assert connection.receive() == []
    client.sendall(b"ngth: 4\r\n\r\nbo")
    assert connection.receive() == []
    client.sendall(b"dy")
    (request,) = connection.receive()
    assert (request.kind, request.request_id, request.body) == (RequestKind.RESPONSE, "a b", b"body")


def test_a_chunked_error_with_its_type(pair: Pair) -> None:
    connection, client = pair
    client.sendall(
        b"POST /2018-06-01/runtime/invocation/1/error HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n"
        b"lambda-runtime-function-error-type: Runtime.Unknown%20Reason\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    )
    (request,) = connection.receive()
    assert (request.kind, request.body, request.error_type) == (RequestKind.ERROR, b"{}", "Runtime.Unknown Reason")


def test_pipelined_requests_come_one_after_the_other(pair: Pair) -> None:
    connection, client = pair
    client.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nhost: x\r\n\r\n" * 2)
    assert [request.kind for request in connection.receive()] == [RequestKind.NEXT]
    assert [request.kind for request in connection.answer(200)] == [RequestKind.NEXT]


def test_a_waiting_client_is_told_to_continue(pair: Pair) -> None:
    connection, client = pair
    client.sendall(
        b"POST /2018-06-01/runtime/init/error HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n"
    )
    assert connection.receive() == []
    assert client.recv(100).startswith(b"HTTP/1.1 100 ")
    client.sendall(b"{}")
    assert [request.kind for request in connection.receive()] == [RequestKind.INIT_ERROR]


def test_an_answer_carries_its_headers_and_body(pair: Pair) -> None:
    connection, client = pair
    client.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nhost: x\r\n\r\n")
    connection.receive()
    connection.answer(200, [("Lambda-Runtime-Aws-Request-Id", "1")], b"event")
    answer = client.recv(1000).decode()
    assert answer.startswith("HTTP/1.1 200 ")
    assert "lambda-runtime-aws-request-id: 1" in answer.lower()
    assert answer.endswith("\r\n\r\nevent")


@pytest.mark.parametrize("data", [b"", b"nonsense\r\n\r\n"])
def test_an_end_or_nonsense_closes(pair: Pair, data: bytes) -> None:
    connection, client = pair
    client.sendall(data)
    client.shutdown(socket.SHUT_WR)
    while not connection.closed:
        connection.receive()


def test_other_paths_are_unknown(pair: Pair) -> None:
    connection, client = pair
    client.sendall(b"GET /2018-06-01/runtime/restore/next HTTP/1.1\r\nhost: x\r\n\r\n")
    assert [request.kind for request in connection.receive()] == [RequestKind.UNKNOWN]
    connection.answer(404)
    client.sendall(b"GET /2020-01-01/extension/event/next HTTP/1.1\r\nhost: x\r\n\r\n")
    assert [request.kind for request in connection.receive()] == [RequestKind.EXTENSION]
