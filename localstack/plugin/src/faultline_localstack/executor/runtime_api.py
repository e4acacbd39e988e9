"""One connection of a runtime to the Lambda Runtime API, without any thread of its own.

API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

import h11

BASE_PATH = "/2018-06-01/runtime"
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
_OF_EXTENSIONS = ("/2020-01-01/extension/", "/2020-08-15/logs", "/2022-07-01/telemetry")
RECEIVE_BYTES = 256 * 1024


class RequestKind(Enum):
    NEXT = auto()
    RESPONSE = auto()
    ERROR = auto()
    INIT_ERROR = auto()
    EXTENSION = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class RuntimeRequest:
    """One call of the runtime; ``request_id`` and ``error_type`` are empty where the call has none."""

    kind: RequestKind
    request_id: str
    body: bytes
    error_type: str


def _kind_of(method: str, path: str) -> tuple[RequestKind, str]:
    if path.startswith(_OF_EXTENSIONS):
        return RequestKind.EXTENSION, ""
    parts = path.removeprefix(BASE_PATH).strip("/").split("/") if path.startswith(BASE_PATH) else []
    match method, parts:
        case "GET", ["invocation", "next"]:
            return RequestKind.NEXT, ""
        case "POST", ["invocation", request_id, "response"]:
            return RequestKind.RESPONSE, unquote(request_id)
        case "POST", ["invocation", request_id, "error"]:
            return RequestKind.ERROR, unquote(request_id)
        case "POST", ["init", "error"]:
            return RequestKind.INIT_ERROR, ""
        case _:
            return RequestKind.UNKNOWN, ""


class RuntimeConnection:
    """Parses requests and writes answers on a non-blocking socket; the owner polls and calls."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = sock
        self.fd = sock.fileno()
        self._http = h11.Connection(h11.SERVER)
        self._head: h11.Request | None = None
        self._body = bytearray()
        self._outbox = bytearray()
        self.closed = False

    @property
    def wants_to_write(self) -> bool:
        return bool(self._outbox)

    def receive(self) -> list[RuntimeRequest]:
        """Reads what the socket holds; returns the requests that are complete with it."""
        try:
            data = self.socket.recv(RECEIVE_BYTES)
        except BlockingIOError:
            return []
        except OSError:
            self.close()
            return []
        try:
            self._http.receive_data(data)
            return self._complete_requests()
        except h11.RemoteProtocolError:
            self.close()
            return []

    def _complete_requests(self) -> list[RuntimeRequest]:
        requests: list[RuntimeRequest] = []
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                if self._http.they_are_waiting_for_100_continue:
                    self._send([h11.InformationalResponse(status_code=100, headers=[])])
                return requests
            if event is h11.PAUSED:
                return requests
            if isinstance(event, h11.Request):
                self._head = event
                self._body.clear()
            elif isinstance(event, h11.Data):
                self._body += event.data
            elif isinstance(event, h11.EndOfMessage):
                requests.append(self._request())
            elif isinstance(event, h11.ConnectionClosed):
                self.close()
                return requests

    def _request(self) -> RuntimeRequest:
        assert self._head is not None
        kind, request_id = _kind_of(self._head.method.decode(), self._head.target.decode())
        error_type = dict(self._head.headers).get(b"lambda-runtime-function-error-type", b"")
        return RuntimeRequest(kind, request_id, bytes(self._body), unquote(error_type.decode()))

    def answer(self, status: int, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> list[RuntimeRequest]:
        """Answers the request at hand; returns requests that had been pipelined behind it."""
        if self.closed:
            return []
        fields = [("content-type", "application/json"), ("content-length", str(len(body))), *headers]
        self._send([h11.Response(status_code=status, headers=fields), h11.Data(data=body), h11.EndOfMessage()])
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return []
        self._http.start_next_cycle()
        return self._complete_requests()

    def refuse(self, status: int, error_type: str, message: str) -> list[RuntimeRequest]:
        """Answers the request at hand with an error as the Runtime API words it."""
        return self.answer(status, body=json.dumps({"errorType": error_type, "errorMessage": message}).encode())

    def _send(self, events: Iterable[h11.Event]) -> None:
        for event in events:
            self._outbox += self._http.send(event) or b""
        self.flush()

    def flush(self) -> None:
        """Writes what the socket takes now; the rest waits until the owner sees it writable."""
        try:
            while self._outbox:
                del self._outbox[: self.socket.send(self._outbox)]
        except BlockingIOError:
            pass
        except OSError:
            self.close()

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self._outbox.clear()
            self.socket.close()
